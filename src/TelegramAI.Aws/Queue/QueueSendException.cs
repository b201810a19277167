using Amazon.SQS.Model;

namespace TelegramAI.Aws.Queue;

/// <summary>Some of the jobs are not in the queue, and those that are can't be told from them: all must be sent again.</summary>
public sealed class QueueSendException(IReadOnlyCollection<BatchResultErrorEntry> failed)
    : Exception($"SQS did not take {failed.Count} of the messages: {string.Join(", ", failed.Select(entry => $"{entry.Code} {entry.Message}").Distinct(StringComparer.Ordinal))}");
