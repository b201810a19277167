using System.Text;
using TelegramAI.Chat.Commands;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Tests.Commands;

/// <summary>Who may write, and everywhere that a message can have its link.</summary>
public class AddressSpecs
{
    private const string Group = """{"id": -1001, "type": "supergroup", "title": "g"}""";
    private const string Person = """{"id": 7, "is_bot": false, "first_name": "A"}""";
    private const string Linked = """{"message_id": 3, "date": 1, "chat": {"id": -1001, "type": "supergroup", "title": "g"}, "from": {"id": 8, "is_bot": false, "first_name": "B"}, """;
    private static readonly VideoId Video = VideoId.Parse("dQw4w9WgXcQ");

    [Theory]
    [InlineData(-1001, 1087968824, "GroupAnonymousBot")]
    [InlineData(-1009, 136817688, "Channel_Bot")]
    public void Whoever_writes_in_the_name_of_a_chat_is_that_chat(long sender, long from, string name)
    {
        var download = Assert.IsType<ChatCommand.Download>(Read(
            $$""" "text": "/download https://youtu.be/dQw4w9WgXcQ", "sender_chat": {"id": {{sender}}, "type": "channel", "title": "t"} """,
            Group,
            $$"""{"id": {{from}}, "is_bot": true, "first_name": "x", "username": "{{name}}"}"""));

        Assert.Equal((sender, -1001), (download.User.Value, download.Chat.Value));
    }

    [Fact]
    public void What_Telegram_forwards_from_a_channel_is_not_for_the_bot() => Assert.IsType<ChatCommand.NotForUs>(Read(
        """ "text": "/download https://youtu.be/dQw4w9WgXcQ", "is_automatic_forward": true, "sender_chat": {"id": -1009, "type": "channel", "title": "t"} """,
        Group,
        """{"id": 777000, "is_bot": false, "first_name": "Telegram"}"""));

    [Fact]
    public void Another_bot_is_not_served() => Assert.IsType<ChatCommand.NotForUs>(
        Read(""" "text": "/download https://youtu.be/dQw4w9WgXcQ" """, Group, """{"id": 9, "is_bot": true, "first_name": "x", "username": "other_bot"}"""));

    [Theory]
    [InlineData("/download", Linked + """ "text": "look https://youtu.be/dQw4w9WgXcQ"}""")]
    [InlineData("/download@video_bot", Linked + """ "caption": "look https://youtu.be/dQw4w9WgXcQ", "photo": []}""")]
    [InlineData("@video_bot", Linked + """ "text": "look here", "entities": [{"type": "text_link", "offset": 5, "length": 4, "url": "https://youtu.be/dQw4w9WgXcQ"}]}""")]
    [InlineData("/download this one, please", Linked + """ "text": "look", "reply_markup": {"inline_keyboard": [[{"text": "Watch", "url": "https://youtu.be/dQw4w9WgXcQ"}]]}}""")]
    public void A_command_as_a_reply_means_the_link_of_that_message(string text, string replied) =>
        Assert.Equal([Video], VideosOf(Read($$""" "text": "{{text}}", "reply_to_message": {{replied}} """, Group)));

    [Fact]
    public void A_command_as_a_reply_keeps_the_height_that_it_asks_for() => Assert.Equal(
        [VideoRequest.ForVideo(Video, 720)],
        Assert.IsType<ChatCommand.Download>(
            Read($$""" "text": "/download 720p", "reply_to_message": {{Linked}} "text": "look https://youtu.be/dQw4w9WgXcQ"} """, Group)).Requests);

    [Fact]
    public void The_quoted_passage_counts_before_the_message_that_it_is_of() => Assert.Equal([Video], VideosOf(Read(
        $$""" "text": "/download", "quote": {"text": "https://youtu.be/dQw4w9WgXcQ", "position": 9}, "reply_to_message": {{Linked}} "text": "https://youtu.be/aaaaaaaaaaa and https://youtu.be/dQw4w9WgXcQ"} """,
        Group)));

    [Fact]
    public void The_preview_of_another_chats_message_counts() => Assert.Equal([Video], VideosOf(Read(
        """ "text": "/download", "external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}, "link_preview_options": {"url": "https://youtu.be/dQw4w9WgXcQ"}} """,
        Group)));

    [Fact]
    public void A_message_that_names_its_own_video_means_that_one() => Assert.Equal([Video], VideosOf(
        Read($$""" "text": "/download https://youtu.be/dQw4w9WgXcQ", "reply_to_message": {{Linked}} "text": "https://youtu.be/aaaaaaaaaaa"} """, Group)));

    [Fact]
    public void Words_as_a_reply_to_words_are_searched_for() => Assert.Equal(
        "funny cats",
        Assert.Single(Assert.IsType<ChatCommand.Download>(Read($$""" "text": "/download funny cats", "reply_to_message": {{Linked}} "text": "good morning"} """, Group)).Requests).Search);

    [Fact]
    public void A_command_as_a_reply_to_a_playlist_is_told_so() => Assert.Equal(
        RequestRejection.NotOneVideo,
        Assert.IsType<ChatCommand.NotUnderstood>(
            Read($$""" "text": "/download", "reply_to_message": {{Linked}} "text": "https://www.youtube.com/playlist?list=PLabc"} """, Group)).Reason);

    [Theory]
    [InlineData("https://youtu.be/dQw4w9WgXcQ", typeof(ChatCommand.Download))]
    [InlineData("https://www.youtube.com/playlist?list=PLabc", typeof(ChatCommand.NotUnderstood))]
    [InlineData("thank you", typeof(ChatCommand.NotForUs))]
    [InlineData("thanks, as on https://example.com", typeof(ChatCommand.NotForUs))]
    public void In_a_group_a_link_as_a_reply_to_the_bots_message_is_for_the_bot(string text, Type command) => Assert.IsType(command, Read(
        $$""" "text": "{{text}}", "reply_to_message": {"message_id": 3, "date": 1, "chat": {{Group}}, "from": {"id": 123456, "is_bot": true, "first_name": "x", "username": "Video_Bot"}, "text": "Queued"} """,
        Group));

    [Fact]
    public void In_a_group_a_link_as_a_reply_to_another_is_theirs() => Assert.IsType<ChatCommand.NotForUs>(
        Read($$""" "text": "https://youtu.be/dQw4w9WgXcQ", "reply_to_message": {{Linked}} "text": "Queued"} """, Group));

    [Fact]
    public void A_button_of_a_forwarded_message_is_a_link_of_it()
    {
        const string Buttons = """ "reply_markup": {"inline_keyboard": [[{"text": "Join", "url": "https://t.me/x"}], [{"text": "Watch", "url": "https://youtu.be/dQw4w9WgXcQ"}]]} """;

        Assert.Equal([Video], VideosOf(Read($""" "text": "new today", {Buttons} """)));
        Assert.Equal([Video], VideosOf(Read($""" "photo": [], {Buttons} """)));
    }

    [Theory]
    [InlineData("\"text\": \"tomorrow 18:00 https://youtu.be/dQw4w9WgXcQ\", \"entities\": [{\"type\": \"date_time_2027\", \"offset\": 0, \"length\": 14, \"unix_time\": {}}]")]
    [InlineData("\"text\": \"https://youtu.be/dQw4w9WgXcQ\", \"forward_origin\": {\"type\": \"a kind of tomorrow\", \"date\": 1}")]
    [InlineData("\"text\": \"https://youtu.be/dQw4w9WgXcQ\", \"effect_id\": {\"x\": 1}")]
    [InlineData("\"text\": \"https://youtu.be/dQw4w9WgXcQ\", \"link_preview_options\": [1]")]
    [InlineData("\"caption\": \"https://youtu.be/dQw4w9WgXcQ\", \"paid_media\": {\"star_count\": \"many\", \"paid_media\": [{\"type\": \"hologram\"}]}")]
    [InlineData("\"caption\": \"https://youtu.be/dQw4w9WgXcQ\", \"video\": {\"duration\": 99999999999999}")]
    [InlineData("\"text\": \"this one\", \"game\": 5, \"entities\": [{\"type\": 7}, 8, {\"type\": \"text_link\", \"offset\": 0, \"length\": 4, \"url\": \"https://youtu.be/dQw4w9WgXcQ\"}]")]
    public void What_is_newer_than_the_library_does_not_lose_the_message(string content) => Assert.Equal([Video], VideosOf(Read(content)));

    [Fact]
    public void A_button_under_a_message_of_a_newer_kind_still_stops_its_job() => Assert.IsType<ChatCommand.Cancel>(UpdateReader.Read(
        UpdateReader.TryParse(Encoding.UTF8.GetBytes(
            """{"update_id": 1, "callback_query": {"id": "cb", "from": {"id": 9, "is_bot": false, "first_name": "A"}, "chat_instance": "c", "data": "cancel:7-5-1", "message": {"message_id": 6, "date": 1, "chat": {"id": 7, "type": "private"}, "video": [1]}}}"""))!));

    private static VideoId?[] VideosOf(ChatCommand command) => [.. Assert.IsType<ChatCommand.Download>(command).Requests.Select(request => request.VideoId)];

    private static ChatCommand Read(string content, string chat = """{"id": 7, "type": "private", "first_name": "A"}""", string from = Person)
    {
        var update = UpdateReader.TryParse(Encoding.UTF8.GetBytes(
            $$"""{"update_id": 1, "message": {"message_id": 5, "date": 1700000000, "chat": {{chat}}, "from": {{from}}, {{content}} } }"""));
        Assert.NotNull(update);
        return UpdateReader.Read(update, "video_bot");
    }
}
