using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using TelegramAI.Core.Chats;
using TelegramAI.Functions.Tests.Rig;

namespace TelegramAI.Functions.Tests;

/// <summary>Whatever the internet sends to the webhook's address, with the secret known.</summary>
public sealed class HostileSpecs(BotStage stage) : IClassFixture<BotStage>
{
    private const int Bodies = 10_000;

    private static readonly string[] Seeds =
    [
        WebhookEvent.Text("/start"),
        WebhookEvent.Text("/help", chatType: "group", chat: -5),
        WebhookEvent.Message("""{"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": false, "is_video": false}}"""),
        WebhookEvent.Message("""{"text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}"""),
        """{"update_id": 9, "callback_query": {"id": "cb", "from": {"id": 7, "is_bot": false, "first_name": "A"}, "chat_instance": "c", "data": "cancel:8-5-1"}}""",
        """{"update_id": 1, "my_chat_member": {"chat": {"id": 7, "type": "private"}, "from": {"id": 7, "is_bot": false, "first_name": "A"}, "date": 1}}""",
    ];

    /// <summary>Seeds with bytes changed, cut or repeated, and bytes of no meaning.</summary>
    private static readonly Gen<string> Hostile = Gen.Frequency(
        (1, Gen.String),
        (1, Gen.Byte.Array[0, 200].Select(bytes => Encoding.Latin1.GetString(bytes))),
        (4, Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Int[0, 400], Gen.Int[0, 400], Gen.OneOfConst("", "{", "}", "\"", "null", "-1", "1e999", "[]", "\\u0000", "\ud800", "99999999999999999999")).Select(
            (seed, from, length, put) => Splice(Seeds[seed], from, length, put))),
        (1, Gen.Int[1, 3000].Select(depth => $$"""{"update_id": 1, "message": {{new string('[', depth)}}""")));

    [Fact]
    public async Task Ten_thousand_hostile_bodies_crash_nothing_and_queue_only_what_the_user_asked_for()
    {
        Rig.Functions.SkipWhereMissing();
        var random = PCG.Parse("0000hostile0");
        Dictionary<int, int> answers = [];
        for (var number = 0; number < Bodies; number++)
        {
            var body = Hostile.Generate(random, null, out _);
            var request = new WebhookEvent { Secret = stage.Secret, Body = body, IsBase64 = number % 3 == 0 };
            var status = (int)(await BotStage.SendAsync(request, stage.Bot))["statusCode"]!;
            Assert.True(status is 200 or 400 or 413, $"{status} for {JsonValue.Create(body).ToJsonString()}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        Assert.True(answers.GetValueOrDefault(200) > 100, "Hardly any body was an update: the generator is too wild");
        Assert.True(answers.GetValueOrDefault(400) > 100, "Hardly any body was junk: the generator is too tame");
        Assert.False(stage.Bot.HasEnded);
        Assert.All(await stage.Stage.TakeJobsAsync(), job => Assert.Equal(new UserId(7), job.User));
    }

    private static string Splice(string text, int from, int length, string put)
    {
        var start = Math.Min(from, text.Length);
        return string.Concat(text.AsSpan(0, start), put, text.AsSpan(Math.Min(start + (length % 8), text.Length)));
    }
}
