using System.Text;
using CsCheck;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Tests.Jobs;

public class JobMessageSpecs
{
    private const string Body =
        """{"version":1,"jobId":"-5-7-0","chatId":-5,"messageId":7,"userId":3,"request":{"search":"two words"},"requestedAt":"2026-01-02T03:04:05Z"}""";

    private static readonly Gen<VideoId> Videos =
        Gen.Char["ABCXYZabcxyz0189_-"].Array[11].Select(c => VideoId.Parse(new string(c)));

    // Whole Unicode characters only: half a surrogate pair is no text, and UTF-8 can't carry it.
    private static readonly Gen<string> Searches = Gen.OneOf(Gen.Int[0x1, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
        .Array[1, 100].Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32)))
        .Where(words => !string.IsNullOrWhiteSpace(words));

    private static readonly Gen<VideoRequest> Requests = Gen.Select(
        Gen.OneOf(Videos.Select(id => VideoRequest.ForVideo(id)), Searches.Select(words => VideoRequest.ForSearch(words))),
        Gen.Int[1, 10_000].Nullable(),
        (request, height) => request with { MaxHeight = height });

    private static readonly Gen<DownloadJob> Jobs = Gen.Select(
        Gen.Long, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[1, int.MaxValue].Nullable(), Gen.Long, Requests, Gen.DateTimeOffset,
        (chat, message, number, thread, user, request, at) => new DownloadJob
        {
            Id = new JobId(new ChatId(chat), new MessageId(message), number),
            Thread = thread is { } topic ? new ThreadId(topic) : null,
            User = new UserId(user),
            Request = request,
            RequestedAt = at,
        });

    [Fact]
    public void Any_job_reads_back_as_it_was_written() =>
        Jobs.Sample(job => Assert.Equal(job, Read(JobMessage.Write(job), job.Chat)), iter: 2_000);

    [Fact]
    public void A_body_is_ASCII_without_control_characters() =>
        Jobs.Sample(job => Assert.All(JobMessage.Write(job), c => Assert.InRange(c, ' ', '~')), iter: 500);

    [Fact]
    public void A_body_has_the_fields_of_the_contract()
    {
        var job = new DownloadJob
        {
            Id = JobId.Parse("1-2-0"),
            User = new UserId(3),
            Request = VideoRequest.ForVideo(VideoId.Parse("dQw4w9WgXcQ"), 720),
            RequestedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };

        Assert.Equal(
            """{"version":1,"jobId":"1-2-0","chatId":1,"messageId":2,"userId":3,"request":{"videoId":"dQw4w9WgXcQ","maxHeight":720},"requestedAt":"2026-01-02T03:04:05+00:00"}""",
            JobMessage.Write(job));
    }

    [Fact]
    public void A_body_carries_the_topic_that_it_was_asked_in() =>
        Assert.Contains("\"threadId\":77,", JobMessage.Write(Read(Body) with { Thread = new ThreadId(77) }), StringComparison.Ordinal);

    [Fact]
    public void A_body_carries_how_many_jobs_its_message_asked_for()
    {
        var job = Read(Body) with { BatchSize = 50 };

        Assert.Equal(job, Read(JobMessage.Write(job)));
        Assert.Null(Read(Body).BatchSize);
        Assert.Null(Read(JobMessage.Write(job with { BatchSize = -1 })).BatchSize);
    }

    [Fact]
    public void A_body_carries_the_trace_that_it_is_part_of()
    {
        const string Trace = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
        var job = Read(Body) with { Trace = Trace };

        var body = JobMessage.Write(job);

        Assert.EndsWith($"\"trace\":\"{Trace}\"}}", body, StringComparison.Ordinal);
        Assert.StartsWith("{\"version\":1,", body, StringComparison.Ordinal);
        Assert.Equal(job, Read(body));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("\"00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8\"")]
    [InlineData("\"'; drop table traces\"")]
    public void A_trace_that_is_none_does_no_harm(string trace) =>
        Assert.Null(Read(Body.Replace("\"userId\"", $"\"trace\":{trace},\"userId\"", StringComparison.Ordinal)).Trace);

    [Fact]
    public void A_field_that_a_later_bot_adds_does_no_harm() =>
        Assert.Equal("two words", Read(Body.Replace("\"userId\"", "\"mood\":\"good\",\"userId\"", StringComparison.Ordinal)).Request.Search);

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version is 2")]
    [InlineData("\"version\":1,", "", "no version")]
    [InlineData("\"version\":1", "\"version\":\"1\"", "no version")]
    [InlineData("\"version\":1", "\"version\":1e99", "no version")]
    [InlineData("\"userId\":3,", "", "JSON")]
    [InlineData("\"userId\":3", "\"userId\":99999999999999999999", "JSON")]
    [InlineData("\"userId\":3", "\"userId\":3,\"userId\":4", "JSON")]
    [InlineData("\"jobId\":\"-5-7-0\"", "\"jobId\":null", "JSON")]
    [InlineData("\"jobId\":\"-5-7-0\"", "\"jobId\":\"../../etc\"", "jobId")]
    [InlineData("\"jobId\":\"-5-7-0\"", "\"jobId\":\"-5-07-0\"", "jobId")]
    [InlineData("\"chatId\":-5", "\"chatId\":5", "chat")]
    [InlineData("\"messageId\":7", "\"messageId\":8", "messageId")]
    [InlineData("2026-01-02T03:04:05Z", "yesterday", "JSON")]
    [InlineData("{\"search\":\"two words\"}", "null", "JSON")]
    [InlineData("\"search\":\"two words\"", "", "request")]
    [InlineData("\"search\":\"two words\"", "\"search\":\"  \"", "request")]
    [InlineData("\"search\":\"two words\"", "\"search\":\"two\",\"videoId\":\"dQw4w9WgXcQ\"", "request")]
    [InlineData("\"search\":\"two words\"", "\"videoId\":\"../../../x1\"", "request")]
    [InlineData("\"search\":\"two words\"", "\"search\":\"two\",\"maxHeight\":0", "request")]
    [InlineData("two words", "\\uD800", "JSON")]
    public void A_body_that_is_not_quite_a_job_is_refused_with_the_reason(string from, string to, string reason)
    {
        var body = Body.Replace(from, to, StringComparison.Ordinal);
        Assert.Contains(from, Body, StringComparison.Ordinal);

        Assert.Contains(reason, Assert.Throws<JobMessageException>(() => Read(body)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_longer_than_people_type_is_refused() =>
        Assert.Throws<JobMessageException>(() => Read(Body.Replace("two words", new string('a', 201), StringComparison.Ordinal)));

    [Fact]
    public void A_chat_attribute_of_another_chat_is_refused() =>
        Assert.Throws<JobMessageException>(() => Read(Body, new ChatId(6)));

    [Theory]
    [InlineData("a song about rain")]
    [InlineData("1984")]
    [InlineData("\"quoted\"")]
    [InlineData("{not json")]
    public void A_plain_text_is_a_job_of_the_first_bot(string text)
    {
        var job = Read(text, new ChatId(-12));

        Assert.Equal(text, job.Request.Search);
        Assert.Equal(new ChatId(-12), job.Chat);
        Assert.Equal(job.Id, JobId.Parse(job.Id.ToString()));
    }

    [Fact]
    public void A_plain_text_received_again_is_the_same_job_and_another_message_is_another()
    {
        Assert.Equal(Read("rain", new ChatId(1)).Id, Read("rain", new ChatId(1)).Id);
        Assert.NotEqual(Read("rain", new ChatId(1)).Id, Read("rain", new ChatId(1), "another").Id);
    }

    [Fact]
    public void A_plain_text_without_a_chat_or_a_wish_is_refused()
    {
        Assert.Contains("chat_id", Assert.Throws<JobMessageException>(() => Read("rain")).Reason, StringComparison.Ordinal);
        Assert.Throws<JobMessageException>(() => JobMessage.Read(Message("hm", new ChatId(1), "m"), _ => null));
    }

    [Fact]
    public void Random_characters_are_refused_in_one_way_only() =>
        Gen.String.Sample(body => ReadsOrRefuses(body), iter: 5_000);

    [Fact]
    public void Random_bytes_are_refused_in_one_way_only() =>
        Gen.Byte.Array[0, 300].Sample(bytes => ReadsOrRefuses(Encoding.Latin1.GetString(bytes)), iter: 5_000);

    [Fact]
    public void A_job_with_random_damage_is_refused_in_one_way_only() =>
        Gen.Select(Gen.Int[0, Body.Length - 1], Gen.Int[0, 20], Gen.String["{}[]\",:0123456789.-eE\\utf \ud800\u0000"])
            .Sample((at, cut, put) => ReadsOrRefuses(Body[..at] + put + Body[Math.Min(Body.Length, at + cut)..]), iter: 10_000);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"request\":", "}")]
    [InlineData("{\"version\":1,\"request\":", "}")]
    public void Deep_and_long_bodies_are_refused_in_one_way_only(string open, string close)
    {
        foreach (var depth in new[] { 10, 63, 64, 65, 1_000, 128 * 1024 / open.Length })
        {
            ReadsOrRefuses(string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)));
            ReadsOrRefuses(string.Concat(Enumerable.Repeat(open, depth)));
        }

        ReadsOrRefuses(Body.Replace("two words", new string('a', 256 * 1024), StringComparison.Ordinal));
    }

    private static void ReadsOrRefuses(string body)
    {
        var refusal = Record.Exception(() => Read(body));
        if (refusal is not null)
            Assert.IsType<JobMessageException>(refusal);

        var withChat = Record.Exception(() => Read(body, new ChatId(-5)));
        if (withChat is not null)
            Assert.IsType<JobMessageException>(withChat);
    }

    private static DownloadJob Read(string body, ChatId? chat = null, string id = "3f1c") =>
        JobMessage.Read(Message(body, chat, id), VideoRequestOf);

    private static VideoRequest VideoRequestOf(string text) => VideoRequest.ForSearch(text);

    private static QueueMessage Message(string body, ChatId? chat, string id) => new()
    {
        Id = id,
        Receipt = "r",
        Body = body,
        Chat = chat,
        ReceiveCount = 1,
        SentAt = DateTimeOffset.UnixEpoch,
    };
}
