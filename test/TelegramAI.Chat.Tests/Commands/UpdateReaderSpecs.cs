using System.Text;
using Telegram.Bot.Types;
using TelegramAI.Chat.Commands;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using ChatId = TelegramAI.Core.Chats.ChatId;
using MessageId = TelegramAI.Core.Chats.MessageId;

namespace TelegramAI.Chat.Tests.Commands;

public class UpdateReaderSpecs
{
    private const string Link = "https://youtu.be/dQw4w9WgXcQ";
    private static readonly VideoId Video = VideoId.Parse("dQw4w9WgXcQ");

    [Fact]
    public void A_link_in_a_private_chat_is_a_download()
    {
        var download = Assert.IsType<ChatCommand.Download>(Read($$""" "text": "{{Link}} 720p" """));

        Assert.Equal((7, 5, 9), (download.Chat.Value, download.Message.Value, download.User.Value));
        Assert.Equal(VideoRequest.ForVideo(Video, 720), Assert.Single(download.Requests));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), download.SentAt);
    }

    [Fact]
    public void A_caption_and_a_forwarded_message_are_read_too()
    {
        Assert.IsType<ChatCommand.Download>(Read($$""" "photo": [], "caption": "{{Link}}" """));
        Assert.IsType<ChatCommand.Download>(
            Read($$""" "text": "{{Link}}", "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"} """));
    }

    [Fact]
    public void A_link_under_words_is_read_in_its_place()
    {
        var download = Assert.IsType<ChatCommand.Download>(Read(
            """
            "text": "😀 this and https://youtu.be/aaaaaaaaaaa",
            "entities": [{"type": "text_link", "offset": 3, "length": 4, "url": "https://youtube.com/shorts/dQw4w9WgXcQ"}, {"type": "url", "offset": 12, "length": 28}]
            """));

        Assert.Equal([Video, VideoId.Parse("aaaaaaaaaaa")], download.Requests.Select(request => request.VideoId));
    }

    [Theory]
    [InlineData("\"entities\": [{\"type\": \"text_link\", \"offset\": -9, \"length\": 99, \"url\": \"https://youtu.be/dQw4w9WgXcQ\"}]")]
    [InlineData("\"entities\": [{\"type\": \"text_link\", \"offset\": 2000000000, \"length\": -1, \"url\": \"https://youtu.be/dQw4w9WgXcQ\"}, null]")]
    public void Wrong_offsets_do_no_harm(string entities) =>
        Assert.Equal(Video, Assert.Single(Assert.IsType<ChatCommand.Download>(Read($"\"text\": \"this\", {entities}")).Requests).VideoId);

    [Theory]
    [InlineData("/start", typeof(ChatCommand.Start))]
    [InlineData("/start payload", typeof(ChatCommand.Start))]
    [InlineData("/HELP@Video_Bot", typeof(ChatCommand.Help))]
    [InlineData("/status", typeof(ChatCommand.Status))]
    [InlineData("/download https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.Download))]
    [InlineData("/download", typeof(ChatCommand.NotUnderstood))]
    [InlineData("/dance", typeof(ChatCommand.Unknown))]
    [InlineData("/help@other_bot", typeof(ChatCommand.NotForUs))]
    [InlineData("/r/videos funny", typeof(ChatCommand.Download))]
    [InlineData("funny cats", typeof(ChatCommand.Download))]
    [InlineData("https://example.com", typeof(ChatCommand.NotUnderstood))]
    [InlineData("", typeof(ChatCommand.NotUnderstood))]
    public void A_private_message_is_for_the_bot(string text, Type command) => Assert.IsType(command, Read($"\"text\": \"{text}\""));

    [Theory]
    [InlineData("/download https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.Download))]
    [InlineData("/download@video_bot funny cats", typeof(ChatCommand.Download))]
    [InlineData("@video_bot https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.Download))]
    [InlineData("funny cats, @Video_Bot!", typeof(ChatCommand.Download))]
    [InlineData("/help", typeof(ChatCommand.Help))]
    [InlineData("/dance@video_bot", typeof(ChatCommand.Unknown))]
    [InlineData("/dance", typeof(ChatCommand.NotForUs))]
    [InlineData("/download@other_bot https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.NotForUs))]
    [InlineData("https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.NotForUs))]
    [InlineData("@video_bots https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.NotForUs))]
    [InlineData("@video_bot", typeof(ChatCommand.NotUnderstood))]
    [InlineData("me@video_bot", typeof(ChatCommand.NotForUs))]
    [InlineData("good morning", typeof(ChatCommand.NotForUs))]
    public void In_a_group_only_what_is_addressed_is_for_the_bot(string text, Type command) =>
        Assert.IsType(command, Read($"\"text\": \"{text}\"", chat: """{"id": -100, "type": "supergroup", "title": "g"}"""));

    [Theory]
    [InlineData("\"message_thread_id\": 77, \"is_topic_message\": true,", 77)]
    [InlineData("\"message_thread_id\": 1, \"is_topic_message\": true,", null)]
    [InlineData("\"message_thread_id\": 77,", null)]
    [InlineData("", null)]
    public void A_message_of_a_topic_is_answered_there_and_a_thread_of_replies_is_no_topic(string topic, int? thread)
    {
        var help = Assert.IsType<ChatCommand.Help>(Read($"{topic} \"text\": \"/help\"", chat: """{"id": -100, "type": "supergroup", "title": "g", "is_forum": true}"""));

        Assert.Equal(new ChatPlace(new ChatId(-100), thread is { } number ? new ThreadId(number) : null, new MessageId(5)), help.Place);
    }

    [Fact]
    public void The_name_of_the_bot_is_no_part_of_a_search()
    {
        var download = Assert.IsType<ChatCommand.Download>(
            Read("\"text\": \"@video_bot funny cats\"", chat: """{"id": -100, "type": "group", "title": "g"}"""));

        Assert.Equal("funny cats", Assert.Single(download.Requests).Search);
    }

    [Theory]
    [InlineData("edited_message")]
    [InlineData("channel_post")]
    [InlineData("edited_channel_post")]
    [InlineData("business_message")]
    public void Other_kinds_of_messages_make_no_job(string kind) => Assert.IsType<ChatCommand.NotForUs>(Read($"\"text\": \"{Link}\"", kind: kind));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"update_id": 1}""")]
    [InlineData("""{"update_id": 1, "message": {}}""")]
    [InlineData("""{"update_id": 1, "message": null}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "https://youtu.be/dQw4w9WgXcQ"}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "from": {"id": 9}, "text": "https://youtu.be/dQw4w9WgXcQ"}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "a kind of tomorrow"}, "from": {"id": 9}, "text": "cats"}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": -5, "date": 1, "chat": {"id": 7, "type": "private"}, "from": {"id": 9}, "text": "cats"}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "from": {"id": 9, "is_bot": true}, "text": "cats"}}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "from": {"id": 9}, "pinned_message": null}}""")]
    public void What_nobody_wrote_is_not_for_the_bot(string json) => Assert.IsType<ChatCommand.NotForUs>(UpdateReader.Read(Parse(json)));

    [Fact]
    public void The_button_names_who_asked_while_its_message_shows_what_it_answers()
    {
        const string Message = """, "message": {"message_id": 6, "date": 1, "chat": {"id": -100, "type": "group"}, "reply_to_message": {"message_id": 5, "date": 1, "chat": {"id": -100, "type": "group"}, "from": {"id": 8, "is_bot": false, "first_name": "B"}}}""";

        Assert.Equal(new UserId(8), Assert.IsType<ChatCommand.Cancel>(ReadButton("cancel:-100-5-2", Message)).Asker);
        Assert.Null(Assert.IsType<ChatCommand.Cancel>(ReadButton("cancel:-100-4-2", Message)).Asker);
        Assert.Null(Assert.IsType<ChatCommand.Cancel>(ReadButton("cancel:-200-5-2", Message)).Asker);
    }

    [Fact]
    public void The_button_names_its_job()
    {
        var cancel = Assert.IsType<ChatCommand.Cancel>(ReadButton("cancel:-100-5-2", """, "message": {"message_id": 6, "date": 0, "chat": {"id": -100, "type": "group"}}"""));

        Assert.Equal(new ChatCommand.Cancel(new ChatId(-100), new UserId(9), JobId.Parse("-100-5-2"), "cb"), cancel);
    }

    [Theory]
    [InlineData("cancel:5")]
    [InlineData("cancel:")]
    [InlineData("other")]
    public void Another_button_is_stale(string data) =>
        Assert.Equal(new ChatCommand.StaleButton("cb"), ReadButton(data, """, "message": {"message_id": 6, "date": 1, "chat": {"id": 7, "type": "private"}}"""));

    [Fact]
    public void A_button_without_its_message_is_stale() => Assert.IsType<ChatCommand.StaleButton>(ReadButton("cancel:7-5-1", ""));

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"update_id": 99999999999999}""")]
    [InlineData("""{"update_id": 1, "message": {"message_id": "five"}}""")]
    public void What_is_no_update_is_null(string json) => Assert.Null(UpdateReader.TryParse(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("", false)]
    [InlineData("not json", false)]
    [InlineData("[]", false)]
    [InlineData("{}", false)]
    [InlineData("""{"update_id": "1"}""", false)]
    [InlineData("""{"update_id": 1} {}""", false)]
    [InlineData("""{"update_id": 1}""", true)]
    [InlineData("""{"update_id": 1, "message": {"message_id": 5, "chat": {"id": 7, "type": "a type of tomorrow"}}}""", true)]
    public void An_update_of_any_version_has_a_number(string json, bool isUpdate) =>
        Assert.Equal(isUpdate, UpdateReader.IsUpdate(Encoding.UTF8.GetBytes(json)));

    private static ChatCommand Read(string content, string chat = """{"id": 7, "type": "private"}""", string kind = "message") => UpdateReader.Read(
        Parse($$"""
            {"update_id": 1, "{{kind}}": {"message_id": 5, "date": 1700000000, "chat": {{chat}}, "from": {"id": 9, "is_bot": false, "first_name": "A"}, {{content}} } }
            """),
        "video_bot");

    private static ChatCommand ReadButton(string data, string message) => UpdateReader.Read(
        Parse($$"""{"update_id": 1, "callback_query": {"id": "cb", "from": {"id": 9, "first_name": "A"}, "chat_instance": "c", "data": "{{data}}" {{message}} } }"""));

    private static Update Parse(string json) => Assert.IsType<Update>(UpdateReader.TryParse(Encoding.UTF8.GetBytes(json)));
}
