using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Queue;

/// <summary>Deletes messages. Those whose jobs end close together go in one call, which costs as much as one of them.</summary>
internal sealed class SqsDeletions(Func<List<DeleteMessageBatchRequestEntry>, Task<DeleteMessageBatchResponse>> delete, TimeProvider time)
{
    /// <summary>What SQS takes in one call.</summary>
    private const int Most = 10;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private List<Deletion> _waiting = [];

    /// <exception cref="ReceiptExpiredException">The message is not ours any more.</exception>
    public Task DeleteAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        var deletion = new Deletion(message);
        List<Deletion> batch;
        bool isFirst, isFull;
        lock (_gate)
        {
            batch = _waiting;
            batch.Add(deletion);
            (isFirst, isFull) = (batch.Count == 1, batch.Count == Most);
            if (isFull)
                _waiting = [];
        }

        if (isFull)
            _ = SendAsync(batch);
        else if (isFirst)
            _ = GatherAsync(batch);

        return deletion.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task GatherAsync(List<Deletion> batch)
    {
        await Task.Delay(Gathering, time);
        lock (_gate)
        {
            // Somebody else has filled it, and sent it.
            if (_waiting != batch)
                return;

            _waiting = [];
        }

        await SendAsync(batch);
    }

    private async Task SendAsync(List<Deletion> batch)
    {
        try
        {
            // As with sends, a call that SQS did half of is no failure to the SDK.
            var left = await TryAsync(batch, isLast: false);
            if (left.Count > 0)
                await TryAsync(left, isLast: true);
        }
        catch (Exception exception)
        {
            foreach (var deletion in batch)
                deletion.Fail(exception);
        }
    }

    /// <returns>Those to try again.</returns>
    private async Task<List<Deletion>> TryAsync(List<Deletion> batch, bool isLast)
    {
        var response = await delete([.. batch.Select((deletion, index) => new DeleteMessageBatchRequestEntry($"{index}", deletion.Message.Receipt))]);

        // The SDK has null for an empty list.
        var failed = (response.Failed ?? []).ToDictionary(error => int.Parse(error.Id, CultureInfo.InvariantCulture));
        List<Deletion> left = [];
        for (var index = 0; index < batch.Count; index++)
        {
            if (!failed.TryGetValue(index, out var error))
                batch[index].Done.TrySetResult();
            else if (SqsFailure.IsExpiredReceipt(error.Code, error.Message) || isLast)
                batch[index].Fail(new AmazonSQSException(error.Message) { ErrorCode = error.Code });
            else
                left.Add(batch[index]);
        }

        return left;
    }

    private sealed record Deletion(QueueMessage Message)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Fail(Exception exception) => Done.TrySetException(
            exception is AmazonSQSException sqs && SqsFailure.IsExpiredReceipt(sqs.ErrorCode, sqs.Message) ? new ReceiptExpiredException(Message.Id) : exception);
    }
}
