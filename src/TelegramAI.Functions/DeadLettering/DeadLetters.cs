using System.Globalization;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.SQS;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Microsoft.Extensions.Logging;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Functions.Tracing;

namespace TelegramAI.Functions.DeadLettering;

/// <summary>Ends the jobs that no worker could do. A record that fails comes again alone; the others are done.</summary>
public sealed partial class DeadLetters
{
    private readonly DeadLetterHandler _handler;
    private readonly TraceExport _traces;
    private readonly ILogger<DeadLetters> _logger;

    public DeadLetters(RequiredOptions settings, DeadLetterHandler handler, TraceExport traces, ILogger<DeadLetters> logger)
    {
        settings.Require<BucketOptions>().Require<BotSecretOptions>().Require<TelegramOptions>().ThrowIfInvalid();
        (_handler, _traces, _logger) = (handler, traces, logger);
    }

    [LambdaFunction(ResourceName = "DeadLetters", MemorySize = 256, Timeout = 60, Role = "@DeadLettersRole")]
    [SQSEvent("@DeadLetterQueue", ResourceName = "DeadLetterQueueEvent", BatchSize = 10)]
    public async Task<SQSBatchResponse> ReportDeadLetters(SQSEvent letters, ILambdaContext context)
    {
        using var export = _traces.Begin();
        using var deadline = new InvocationDeadline(context);
        var response = new SQSBatchResponse();
        var left = letters.Records?.Count ?? 0;
        foreach (var record in letters.Records ?? [])
        {
            try
            {
                // A chat that has to be waited for may use its own share of the time, and not that of the others.
                using var share = deadline.Share(left--);
                await _handler.HandleAsync(ToMessage(record), share.Token);
            }
            catch (Exception exception)
            {
                LogFailed(exception, record.MessageId);
                response.BatchItemFailures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = record.MessageId });
            }
        }

        return response;
    }

    private static QueueMessage ToMessage(SQSEvent.SQSMessage record) => new()
    {
        Id = record.MessageId,
        Receipt = record.ReceiptHandle,
        Body = record.Body,
        Chat = record.MessageAttributes?.TryGetValue("chat_id", out var chat) is true && long.TryParse(chat.StringValue, CultureInfo.InvariantCulture, out var id)
            ? new ChatId(id)
            : null,
        ReceiveCount = (int)Number(record, "ApproximateReceiveCount"),
        SentAt = DateTimeOffset.FromUnixTimeMilliseconds(Number(record, "SentTimestamp")),
    };

    private static long Number(SQSEvent.SQSMessage record, string attribute) =>
        record.Attributes?.TryGetValue(attribute, out var text) is true && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not handle dead letter {MessageId}; it will be delivered again")]
    private partial void LogFailed(Exception exception, string messageId);
}
