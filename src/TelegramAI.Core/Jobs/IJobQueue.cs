using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>
/// The queue between the bot and the workers, with the semantics of Amazon SQS: at least once, in any order; a received message
/// is hidden until its visibility ends, and is dead-lettered after too many receives.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
/// </summary>
public interface IJobQueue
{
    /// <summary>Queues jobs that are not received before a delay has passed; when it returns they are durable.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="delay">How long they wait: at most <see cref="QueueDelay.Longest"/>, and longer ones are cut to that.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes up to <paramref name="max"/> messages, waiting up to <paramref name="wait"/> for the first of them. Cancelling loses none:
    /// what the queue gives nevertheless is returned, and only a receive that brought nothing is cancelled.
    /// </summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Hides a message for <paramref name="visibility"/> from now; zero gives it back at once.</summary>
    /// <exception cref="ReceiptExpiredException">The message is not ours any more.</exception>
    Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default);

    /// <summary>Deletes a message whose job has ended.</summary>
    /// <exception cref="ReceiptExpiredException">The message is not ours any more.</exception>
    Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default);

    Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default);
}

public static class JobQueueExtensions
{
    /// <summary>Queues jobs; when it returns they are durable.</summary>
    public static Task SendAsync(this IJobQueue queue, IReadOnlyCollection<DownloadJob> jobs, CancellationToken cancellationToken = default) =>
        queue.SendAsync(jobs, TimeSpan.Zero, cancellationToken);
}

/// <summary>A message as it was received.</summary>
public sealed record QueueMessage
{
    /// <summary>The queue's own id of it, the same at each receive.</summary>
    public required string Id { get; init; }

    /// <summary>What this receive may extend or delete it with.</summary>
    public required string Receipt { get; init; }

    public required string Body { get; init; }

    /// <summary>The attribute <c>chat_id</c>, where it has one.</summary>
    public ChatId? Chat { get; init; }

    /// <summary>How often it has been received, this time included.</summary>
    public required int ReceiveCount { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}

/// <summary>How many jobs are in each state. These are the names that people read too: in the chat, in the console and in the metrics.</summary>
/// <param name="Waiting">They can be received now.</param>
/// <param name="Running">A worker has received them; they are hidden until it is done, or has not been heard of for some time.</param>
/// <param name="Retrying">They were set aside until their next try: no worker has them, and none could receive them now.</param>
/// <param name="DeadLetters">Given up after too many receives.</param>
public sealed record QueueCounts(int Waiting, int Running, int Retrying, int DeadLetters)
{
    /// <summary>Those that a new job stands behind, and that need workers now. One that sleeps until its next try is in nobody's way.</summary>
    public int Ahead => Waiting + Running;

    /// <summary>Those that have not ended.</summary>
    public int Open => Waiting + Running + Retrying;
}

/// <summary>The receipt's visibility ended, or the message is gone: whoever holds it must stop its work.</summary>
public sealed class ReceiptExpiredException(string messageId)
    : Exception($"The receipt of message {messageId} has expired: another worker may have its job");
