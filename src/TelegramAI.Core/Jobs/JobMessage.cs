using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Jobs;

/// <summary>A job as the queue carries it: the body of a message, in JSON.</summary>
public static class JobMessage
{
    public const int Version = 1;

    private const int LongestSearch = 200;
    private const int HighestHeight = 10_000;

    /// <summary>
    /// The body of a job's message. All of it is ASCII: the serializer escapes the rest, and the control characters that SQS refuses with it.
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    /// </summary>
    public static string Write(DownloadJob job) => JsonSerializer.Serialize(
        new JobBody
        {
            Version = Version,
            JobId = job.Id.ToString(),
            ChatId = job.Chat.Value,
            MessageId = job.Id.Message.Value,
            ThreadId = job.Thread?.Value,
            UserId = job.User.Value,
            Request = new JobRequestBody
            {
                VideoId = job.Request.VideoId?.ToString(),
                Search = job.Request.Search,
                MaxHeight = job.Request.MaxHeight,
            },
            RequestedAt = job.RequestedAt,
            BatchSize = job.BatchSize,
            Trace = job.Trace,
        },
        JobBodyContext.Default.JobBody);

    /// <summary>The job of a message, whose text, where it is no JSON, is read as the bot reads it.</summary>
    /// <exception cref="JobMessageException">The message is no job; receiving it again changes nothing.</exception>
    public static DownloadJob Read(QueueMessage message) =>
        Read(message, text => VideoRequestReader.Read(text).Requests is [var first, ..] ? first : null);

    /// <summary>
    /// The job of a message. A body that is no JSON object is a job of the bot's first version: the body is the request's text, and the
    /// attribute <c>chat_id</c> names the chat. Such a job's <see cref="DownloadJob.Message"/> is 0: there is none to refer to.
    /// </summary>
    /// <param name="message">The message as it was received.</param>
    /// <param name="readText">What a text asks for, or null where it asks for nothing.</param>
    /// <exception cref="JobMessageException">The message is no job; receiving it again changes nothing.</exception>
    public static DownloadJob Read(QueueMessage message, Func<string, VideoRequest?> readText)
    {
        // Encoding first replaces unpaired surrogates, which the parser of a string would refuse with another exception.
        using var document = TryParse(Encoding.UTF8.GetBytes(message.Body));
        return document is null ? ReadText(message, readText) : ReadBody(message, document.RootElement);
    }

    private static JsonDocument? TryParse(byte[] body)
    {
        try
        {
            // A search may be "1984" or "true", which is JSON too, so only an object counts.
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static DownloadJob ReadText(QueueMessage message, Func<string, VideoRequest?> readText)
    {
        if (message.Chat is not { } chat)
            throw new JobMessageException(message.Id, "it is plain text without the attribute 'chat_id'");

        var request = readText(message.Body) ?? throw new JobMessageException(message.Id, "its text asks for no video");

        // The queue's id of the message is the same at each receive, so a redelivered message is the same job.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(message.Id));
        var number = BinaryPrimitives.ReadInt32BigEndian(hash) & int.MaxValue;
        return new DownloadJob
        {
            Id = new JobId(chat, new MessageId(0), number),
            User = new UserId(chat.Value),
            Request = request,
            RequestedAt = message.SentAt,
        };
    }

    private static DownloadJob ReadBody(QueueMessage message, JsonElement json)
    {
        JobMessageException NoJob(string reason, Exception? inner = null) => new(message.Id, reason, inner);

        if (!json.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
            throw NoJob("it has no version");
        if (number != Version)
            throw NoJob($"its version is {number}, and this program reads version {Version}");

        JobBody body;
        try
        {
            body = json.Deserialize(JobBodyContext.Default.JobBody) ?? throw NoJob("it is empty");
        }
        catch (JsonException exception)
        {
            throw NoJob($"its JSON is not a job's ({exception.Path ?? "$"})", exception);
        }

        if (!JobId.TryParse(body.JobId, CultureInfo.InvariantCulture, out var id))
            throw NoJob("its jobId is no job id");
        if (id.Chat.Value != body.ChatId || (message.Chat is { } chat && chat != id.Chat))
            throw NoJob("its jobId and its chat differ");
        if (id.Message.Value != body.MessageId)
            throw NoJob("its jobId and its messageId differ");

        return new DownloadJob
        {
            Id = id,
            Thread = body.ThreadId is { } thread and > 0 ? new ThreadId(thread) : null,
            User = new UserId(body.UserId),
            Request = ReadRequest(body.Request) ?? throw NoJob("its request names neither one video nor one search, or no possible height"),
            RequestedAt = body.RequestedAt,
            BatchSize = body.BatchSize is > 1 ? body.BatchSize : null,

            // What only helps to look is no reason to refuse a job.
            Trace = ServiceTrace.IsTraceParent(body.Trace) ? body.Trace : null,
        };
    }

    private static VideoRequest? ReadRequest(JobRequestBody request)
    {
        if (request.MaxHeight is < 1 or > HighestHeight)
            return null;

        return (request.VideoId, request.Search) switch
        {
            ({ } id, null) when VideoId.TryParse(id, CultureInfo.InvariantCulture, out var video) => VideoRequest.ForVideo(video, request.MaxHeight),
            (null, { Length: <= LongestSearch } words) when !string.IsNullOrWhiteSpace(words) => VideoRequest.ForSearch(words, request.MaxHeight),
            _ => null,
        };
    }
}

/// <summary>A queue's message is no job. Its body is not repeated here: it may be anything, and of any length.</summary>
public sealed class JobMessageException(string messageId, string reason, Exception? innerException = null)
    : Exception($"Message {messageId} is no job: {reason}", innerException)
{
    public string MessageId { get; } = messageId;

    public string Reason { get; } = reason;
}
