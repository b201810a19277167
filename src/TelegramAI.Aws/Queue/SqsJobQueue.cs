using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Queue;

/// <summary>
/// The queue of jobs on an Amazon SQS standard queue. Its calls have the limits of SQS: a receive gives ten messages at most, and
/// waits 20 seconds at most. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
/// </summary>
public sealed class SqsJobQueue(IAmazonSQS sqs, IOptions<SqsOptions> options, IOptions<JobOptions> jobOptions, TraceHeader trace) : IJobQueue
{
    private const int MaxMessages = 10;
    private const int MaxWaitSeconds = 20;
    private const int BatchesAtOnce = 4;

    private string QueueUrl => options.Value.QueueUrl;

    /// <inheritdoc/>
    /// <exception cref="QueueSendException">SQS did not take all of them, and was asked twice.</exception>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    /// <exception cref="ServiceUnavailableException">SQS can't be reached.</exception>
    public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        var delaySeconds = QueueDelay.ToSeconds(delay);
        var header = trace();
        return Parallel.ForEachAsync(
            jobs.Chunk(MaxMessages),
            new ParallelOptions { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken },
            async (batch, cancellation) =>
            {
                List<SendMessageBatchRequestEntry> entries = [.. batch.Select((job, index) => SqsMessageFormat.Write(job, index, delaySeconds, header))];

                // The SDK tries again when a whole call fails. When SQS takes only some of the entries, that is no failure to the SDK.
                var failed = await SendBatchAsync(entries, cancellation);
                if (failed.Count > 0)
                    failed = await SendBatchAsync([.. entries.IntersectBy(failed.Select(error => error.Id), entry => entry.Id, StringComparer.Ordinal)], cancellation);
                if (failed.Count > 0)
                    throw new QueueSendException(failed);
            });
    }

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    /// <exception cref="ServiceUnavailableException">SQS can't be reached.</exception>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        var request = new ReceiveMessageRequest
        {
            QueueUrl = QueueUrl,
            MaxNumberOfMessages = Math.Min(max, MaxMessages),
            WaitTimeSeconds = (int)Math.Min(Math.Ceiling(wait.TotalSeconds), MaxWaitSeconds),
            VisibilityTimeout = jobOptions.Value.VisibilitySeconds,
            MessageAttributeNames = [SqsMessageFormat.Chat],
            MessageSystemAttributeNames = [.. SqsMessageFormat.SystemAttributes],
        };
        cancellationToken.ThrowIfCancellationRequested();

        // A receive that SQS is working on is not cut: whatever it then gave to nobody would stay hidden until its visibility ends.
        var response = await CallAsync(() => sqs.ReceiveMessageAsync(request, CancellationToken.None));

        // The SDK has null for an empty list.
        if (response.Messages is not { Count: > 0 } messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }

        return [.. messages.Select(SqsMessageFormat.Read)];
    }

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    /// <exception cref="ServiceUnavailableException">SQS can't be reached.</exception>
    public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.Zero);
        var request = new ChangeMessageVisibilityRequest
        {
            QueueUrl = QueueUrl,
            ReceiptHandle = message.Receipt,
            VisibilityTimeout = (int)Math.Ceiling(visibility.TotalSeconds),
        };
        return KeepingReceiptAsync(message, () => CallAsync(() => sqs.ChangeMessageVisibilityAsync(request, cancellationToken)));
    }

    /// <inheritdoc/>
    /// <exception cref="AwsResourceMissingException">There is no such queue.</exception>
    /// <exception cref="ServiceUnavailableException">SQS can't be reached.</exception>
    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) =>
        KeepingReceiptAsync(message, () => CallAsync(() => sqs.DeleteMessageAsync(QueueUrl, message.Receipt, cancellationToken)));

    /// <summary>Counts what is in the queue. SQS counts by approximation, and may lag behind by a minute.</summary>
    /// <exception cref="AwsResourceMissingException">There is no such queue, or no such dead-letter queue.</exception>
    public async Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default)
    {
        var queue = CountAsync(QueueUrl, nameof(SqsOptions.QueueUrl), cancellationToken);
        var deadLetters = options.Value.DeadLetterQueueUrl is { } url
            ? CountAsync(url, nameof(SqsOptions.DeadLetterQueueUrl), cancellationToken)
            : Task.FromResult(default(SqsCounts));
        await Task.WhenAll(queue, deadLetters);

        var (visible, inFlight, delayed) = await queue;
        return new QueueCounts(visible, inFlight, delayed, (await deadLetters).Total);
    }

    private async Task<List<BatchResultErrorEntry>> SendBatchAsync(List<SendMessageBatchRequestEntry> entries, CancellationToken cancellationToken)
    {
        var response = await CallAsync(() => sqs.SendMessageBatchAsync(QueueUrl, entries, cancellationToken));

        // The SDK has null for an empty list.
        return response.Failed ?? [];
    }

    private Task<SqsCounts> CountAsync(string url, string setting, CancellationToken cancellationToken) => SqsFailure.CallAsync(
        async () => SqsCounts.Read(await sqs.GetQueueAttributesAsync(url, [.. SqsCounts.Attributes], cancellationToken)), url, setting);

    private Task<T> CallAsync<T>(Func<Task<T>> call) => SqsFailure.CallAsync(call, QueueUrl, nameof(SqsOptions.QueueUrl));

    /// <exception cref="ReceiptExpiredException">The message is not ours any more.</exception>
    private static async Task KeepingReceiptAsync(QueueMessage message, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (AmazonSQSException exception) when (SqsFailure.IsExpiredReceipt(exception.ErrorCode, exception.Message))
        {
            throw new ReceiptExpiredException(message.Id);
        }
    }
}
