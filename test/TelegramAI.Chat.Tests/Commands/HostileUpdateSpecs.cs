using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Telegram.Bot.Types.Enums;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Replies;
using TelegramAI.Chat.Tests.Rig;

namespace TelegramAI.Chat.Tests.Commands;

public class HostileUpdateSpecs
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.String),
        (2, Gen.String[Gen.Char["/@ \n😀שלום\u202E\0cancel:start"], 0, 60]),
        (2, Gen.OneOfConst("https://youtu.be/dQw4w9WgXcQ", "/download", "/start@x", "@video_bot", "cancel:7-5-1", "cancel:--1-1", "/", "//", "@", "720p")),
        (1, Gen.Select(Gen.Char, Gen.Int[1, 50_000], (c, count) => new string(c, count))));

    private static readonly Gen<JsonNode?> Value = Gen.Frequency(
        (3, Gen.Long.Select(number => (JsonNode?)number)),
        (3, Text.Select(text => (JsonNode?)text)),
        (1, Gen.Bool.Select(yes => (JsonNode?)yes)),
        (1, Gen.Const((JsonNode?)null)),
        (1, Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)number)),
        (1, Gen.Const(() => (JsonNode?)new JsonObject())),
        (1, Gen.Const(() => (JsonNode?)new JsonArray())));

    private static readonly Gen<JsonNode?> Chat = Object(
        ("id", Mostly(Gen.OneOfConst(7L, -100L, long.MinValue, long.MaxValue, 0L).Select(id => (JsonNode?)id))),
        ("type", Mostly(Gen.OneOfConst("private", "group", "supergroup", "channel", "tomorrow").Select(type => (JsonNode?)type))));

    private static readonly Gen<JsonNode?> From = Object(
        ("id", Mostly(Gen.OneOfConst(7L, 8L, 0L, -1L, long.MaxValue).Select(id => (JsonNode?)id))),
        ("is_bot", Mostly(Gen.Bool.Select(isBot => (JsonNode?)isBot))),
        ("first_name", Mostly(Text.Select(name => (JsonNode?)name))));

    private static readonly Gen<JsonNode?> Entity = Object(
        ("type", Mostly(Gen.OneOfConst("url", "text_link", "bot_command", "mention", "tomorrow").Select(type => (JsonNode?)type))),
        ("offset", Mostly(Gen.Int.Select(offset => (JsonNode?)offset))),
        ("length", Mostly(Gen.Int.Select(length => (JsonNode?)length))),
        ("url", Mostly(Text.Select(url => (JsonNode?)url))));

    private static readonly Gen<JsonNode?> Message = Object(
        ("message_id", Mostly(Gen.Frequency((1, Gen.Int), (5, Gen.Int[1, 9])).Select(id => (JsonNode?)id))),
        ("date", Mostly(Gen.Frequency((30, Gen.Long[0, 4_000_000_000]), (1, Gen.Long)).Select(date => (JsonNode?)date))),
        ("chat", Mostly(Chat)),
        ("from", Mostly(From)),
        ("text", Mostly(Text.Select(text => (JsonNode?)text))),
        ("caption", Mostly(Text.Select(text => (JsonNode?)text))),
        ("entities", Mostly(Entity.Array[0, 4].Select(entities => (JsonNode?)new JsonArray(entities)))),
        ("caption_entities", Mostly(Entity.Array[0, 4].Select(entities => (JsonNode?)new JsonArray(entities)))));

    private static readonly Gen<JsonNode?> Button = Object(
        ("id", Mostly(Text.Select(id => (JsonNode?)id))),
        ("from", Mostly(From)),
        ("message", Mostly(Message)),
        ("data", Mostly(Gen.Frequency((1, Text), (4, Gen.OneOfConst("cancel:7-5-1", "cancel:-100-5-1", "cancel:0-0-0"))).Select(data => (JsonNode?)data))));

    private static readonly Gen<JsonNode?> Update = Object(
        ("update_id", Mostly(Gen.Int.Select(id => (JsonNode?)id))),
        ("message", Seldom(Message)),
        ("edited_message", Seldom(Message)),
        ("channel_post", Seldom(Message)),
        ("callback_query", Seldom(Button)));

    [Fact]
    public async Task Ten_thousand_strange_updates_make_no_exception_and_no_job_that_was_not_asked_for()
    {
        var (read, jobs, cancels) = (0, 0, 0);
        var cancellation = TestContext.Current.CancellationToken;

        await Update.SampleAsync(
            async json =>
            {
                var rig = new BotRig("7", "8");
                if (UpdateReader.TryParse(Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null")) is not { } update)
                    return;

                Interlocked.Increment(ref read);
                var command = UpdateReader.Read(update, "video_bot");
                var reply = await rig.Bot.HandleAsync(command, cancellation);

                // A job comes from a new message that a person on the list wrote in a chat where it was meant for the bot.
                if (rig.Queue.Jobs.Count > 0)
                {
                    Interlocked.Increment(ref jobs);
                    var message = update.Message!;
                    var text = message.Text ?? message.Caption ?? "";
                    Assert.True(message.From is { Id: 7 or 8, IsBot: false });
                    Assert.All(rig.Queue.Jobs, job => Assert.True(job.Chat.Value == message.Chat.Id && job.Id.Message.Value == message.Id));
                    Assert.True(
                        message.Chat.Type is ChatType.Private
                        || text.StartsWith('/')
                        || text.Contains("@video_bot", StringComparison.OrdinalIgnoreCase));
                }

                if (rig.Cancellation.Requests.Count > 0)
                {
                    Interlocked.Increment(ref cancels);
                    Assert.All(rig.Cancellation.Requests, request => Assert.True(update.CallbackQuery?.Message?.Chat.Id == request.Job.Chat.Value));
                }

                Assert.NotEmpty(reply?.ToWebhookJson() ?? "nothing");
                Assert.True(reply is not BotReply.Text { Words.Length: > 4096 });
            },
            iter: 10_000);

        // The strange ones must not all be strange in the same way.
        Assert.True(read is > 1000 and < 9999 && jobs > 50 && cancels > 20, $"{read} of 10,000 could be read, {jobs} made jobs, {cancels} asked to stop one");
    }

    /// <summary>A value of the right kind, or none, or another.</summary>
    private static Gen<JsonNode?> Mostly(Gen<JsonNode?> usual) => Gen.Frequency((200, usual), (1, Value));

    /// <summary>One kind of update, among others that are null.</summary>
    private static Gen<JsonNode?> Seldom(Gen<JsonNode?> usual) => Gen.Frequency((1, Mostly(usual)), (1, Gen.Const((JsonNode?)null)));

    /// <summary>An object that lacks a member now and then.</summary>
    private static Gen<JsonNode?> Object(params (string Name, Gen<JsonNode?> Value)[] members) =>
        members.Aggregate(
            Gen.Const(() => new List<KeyValuePair<string, JsonNode?>>()),
            (all, member) => Gen.Select(all, member.Value, Gen.Int[0, 19], (list, value, luck) =>
                luck == 0 ? list : [.. list, KeyValuePair.Create(member.Name, value)]))
            .Select(list => (JsonNode?)new JsonObject(list.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));
}
