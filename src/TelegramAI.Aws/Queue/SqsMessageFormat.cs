using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Queue;

/// <summary>A job as an SQS message: Core's body, and beside it the chat and the trace.</summary>
internal static class SqsMessageFormat
{
    public const string Chat = "chat_id";

    /// <summary>What <see cref="Read"/> needs of a received message.</summary>
    public static readonly IReadOnlyList<string> SystemAttributes =
        [MessageSystemAttributeName.ApproximateReceiveCount, MessageSystemAttributeName.SentTimestamp];

    /// <param name="job">The job.</param>
    /// <param name="id">Tells it from the others of its batch.</param>
    /// <param name="delaySeconds">How long it waits before it can be received.</param>
    /// <param name="traceHeader">The trace that goes on with it; null for none.</param>
    public static SendMessageBatchRequestEntry Write(DownloadJob job, int id, int delaySeconds, string? traceHeader) => new()
    {
        Id = id.ToString(CultureInfo.InvariantCulture),

        // Unset takes the queue's own delay, which is none.
        DelaySeconds = delaySeconds > 0 ? delaySeconds : null,

        // A function that records no trace of its own hands on the one that it is called in.
        MessageBody = JobMessage.Write(job with { Trace = job.Trace ?? XRayTrace.ToTraceParent(traceHeader) }),
        MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
        {
            [Chat] = new() { DataType = "String", StringValue = job.Chat.ToString() },
        },

        // https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html
        MessageSystemAttributes = traceHeader is null ? null : new Dictionary<string, MessageSystemAttributeValue>(StringComparer.Ordinal)
        {
            [MessageSystemAttributeNameForSends.AWSTraceHeader] = new() { DataType = "String", StringValue = traceHeader },
        },
    };

    public static QueueMessage Read(Message message) => new()
    {
        Id = message.MessageId,
        Receipt = message.ReceiptHandle,
        Body = message.Body,
        Chat = ReadChat(message),
        ReceiveCount = int.Parse(message.Attributes[MessageSystemAttributeName.ApproximateReceiveCount], CultureInfo.InvariantCulture),
        SentAt = DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(message.Attributes[MessageSystemAttributeName.SentTimestamp], CultureInfo.InvariantCulture)),
    };

    private static ChatId? ReadChat(Message message) =>
        message.MessageAttributes is { } attributes
        && attributes.TryGetValue(Chat, out var chat)
        && long.TryParse(chat.StringValue, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? new ChatId(id) : null;
}
