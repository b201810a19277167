using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Queue;

/// <summary>
/// Signals on an SQS queue that all workers share. A worker that receives another's signal passes it on: a queue for each worker would
/// reach it in one step, but workers would need the right to create queues, and the queues of dead workers would have to be deleted.
/// </summary>
public sealed class SqsCancelSignals(IAmazonSQS sqs, IOptions<SqsOptions> options) : ICancelSignals
{
    private const int MaxMessages = 10;

    private string QueueUrl => options.Value.CancelQueueUrl ?? throw new InvalidOperationException($"{SqsOptions.Section}:CancelQueueUrl is not set");

    public bool AreAvailable => options.Value.CancelQueueUrl is not null;

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    public Task SendAsync(JobId job, CancellationToken cancellationToken = default) =>
        AreAvailable ? CallAsync(() => sqs.SendMessageAsync(QueueUrl, job.ToString(), cancellationToken)) : Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    public async Task<IReadOnlyList<CancelSignal>> ReceiveAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        var request = new ReceiveMessageRequest
        {
            QueueUrl = QueueUrl,
            MaxNumberOfMessages = MaxMessages,
            WaitTimeSeconds = (int)wait.TotalSeconds,
            MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp],
        };
        var response = await CallAsync(() => sqs.ReceiveMessageAsync(request, cancellationToken));

        // The SDK has null for an empty list.
        return [.. (response.Messages ?? []).Select(Read)];
    }

    /// <inheritdoc/>
    public Task CompleteAsync(CancelSignal signal, CancellationToken cancellationToken = default) =>
        CallAsync(() => sqs.DeleteMessageAsync(QueueUrl, signal.Receipt, cancellationToken));

    /// <inheritdoc/>
    public async Task PassOnAsync(CancelSignal signal, CancellationToken cancellationToken = default)
    {
        try
        {
            await CallAsync(() => sqs.ChangeMessageVisibilityAsync(QueueUrl, signal.Receipt, visibilityTimeout: 0, cancellationToken));
        }
        catch (AmazonSQSException exception) when (SqsFailure.IsExpiredReceipt(exception.ErrorCode, exception.Message))
        {
            // Others can receive it already, or it is gone.
        }
    }

    private static CancelSignal Read(Message message) => new(
        JobId.TryParse(message.Body, provider: null, out var job) ? job : null,
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(message.Attributes[MessageSystemAttributeName.SentTimestamp], CultureInfo.InvariantCulture)),
        message.ReceiptHandle);

    private Task<T> CallAsync<T>(Func<Task<T>> call) => SqsFailure.CallAsync(call, QueueUrl, nameof(SqsOptions.CancelQueueUrl));
}
