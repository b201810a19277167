using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Waiting;
using TelegramAI.Disk.Files;

namespace TelegramAI.Disk.Queue;

/// <summary>
/// A durable queue in one SQLite file, with the semantics of an Amazon SQS standard queue and its dead-letter queue, roughly in the
/// order of sending. One process uses the file. Where SQS differs in detail by chance, this is the strict one:
/// a receipt whose visibility has ended extends nothing, but still completes until the message is received again.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
/// </summary>
public sealed partial class SqliteQueue : IJobQueue, IAsyncDisposable
{
    private const string JobsName = "jobs";
    private const string DeadLettersName = "dead";

    private readonly string _name;
    private readonly QueueWriter _writer;
    private readonly Signal _arrivals;
    private readonly SqliteQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteQueue> _logger;
    private readonly SqliteQueue? _deadLetters;

    private SqliteQueue(
        QueueWriter writer, Signal arrivals, SqliteQueueOptions options, TimeProvider time, ILogger<SqliteQueue> logger, bool isDeadLetters = false)
    {
        _name = isDeadLetters ? DeadLettersName : JobsName;
        _writer = writer;
        _arrivals = arrivals;
        _options = options;
        _time = time;
        _logger = logger;
        _deadLetters = isDeadLetters ? null : new SqliteQueue(writer, arrivals, options, time, logger, isDeadLetters: true);
    }

    /// <summary>
    /// The messages that were received too often, for whoever tells their chats. They keep their ids and go on counting their receives,
    /// but are given up by no number of them.
    /// </summary>
    public IJobQueue DeadLetters => _deadLetters ?? this;

    private bool IsDeadLetters => _deadLetters is null;

    /// <summary>Opens the queue's file, or makes it where there is none.</summary>
    /// <exception cref="DamagedFileException">The file is damaged or another program's; it was not touched.</exception>
    /// <exception cref="QueueStorageException">The file can't be read or written.</exception>
    /// <exception cref="ArgumentException">An option is impossible.</exception>
    public static SqliteQueue Open(string path, SqliteQueueOptions options, TimeProvider time, ILogger<SqliteQueue> logger)
    {
        options.Validate(nameof(options));
        return new SqliteQueue(new QueueWriter(Path.GetFullPath(path)), new Signal(), options, time, logger);
    }

    public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default) =>
        InsertAsync([.. jobs.Select(job => (JobMessage.Write(job), (ChatId?)job.Chat))], delay < QueueDelay.Longest ? delay : QueueDelay.Longest, cancellationToken);

    /// <summary>Queues a body as it is, as another program could have.</summary>
    public Task SendAsync(string body, ChatId? chat, CancellationToken cancellationToken = default) =>
        InsertAsync([(body, chat)], TimeSpan.Zero, cancellationToken);

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        var deadline = Now + (long)wait.TotalMilliseconds;
        while (true)
        {
            // Taken before looking, so that what arrives while looking is not missed.
            var arrival = _arrivals.Next;
            var (messages, givenUp, nextAt) = await _writer.RunAsync(queue => Take(queue, max), cancellationToken);
            foreach (var message in givenUp)
                LogGivenUp(message.Id, message.Receives);
            if (givenUp.Count > 0)
                _arrivals.Raise();

            var now = Now;
            if (messages.Count > 0 || now >= deadline)
                return messages;

            // At least one millisecond: a shorter wait is none to the timers, and would be a busy loop.
            var until = Math.Max(Math.Min(deadline, nextAt ?? deadline), now + 1);
            await arrival.WaitAsync(TimeSpan.FromMilliseconds(until - now), _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.Zero);
        var extended = await _writer.RunAsync(
            queue =>
            {
                var now = Now;
                return queue.Execute(
                    "UPDATE message SET visible_at = @until WHERE id = @id AND queue = @queue AND receipt = @receipt AND visible_at > @now",
                    ("@until", now + (long)visibility.TotalMilliseconds), ("@now", now), ("@id", message.Id), ("@queue", _name), ("@receipt", message.Receipt));
            },
            cancellationToken);
        if (extended == 0)
            throw new ReceiptExpiredException(message.Id);
        _arrivals.Raise();
    }

    public async Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        var deleted = await _writer.RunAsync(
            queue => queue.Execute(
                "DELETE FROM message WHERE id = @id AND queue = @queue AND receipt = @receipt",
                ("@id", message.Id), ("@queue", _name), ("@receipt", message.Receipt)),
            cancellationToken);
        if (deleted == 0)
            throw new ReceiptExpiredException(message.Id);
    }

    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => _writer.RunAsync(
        queue =>
        {
            var now = Now;
            DeleteOld(queue, now);
            return queue.Rows(
                """
                SELECT count(*) FILTER (WHERE visible_at <= @now),
                       count(*) FILTER (WHERE visible_at > @now AND receives > 0),
                       count(*) FILTER (WHERE visible_at > @now AND receives = 0),
                       (SELECT count(*) FROM message WHERE queue = @dead)
                FROM message WHERE queue = @queue
                """,
                row => new QueueCounts(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
                ("@now", now), ("@queue", _name), ("@dead", IsDeadLetters ? null : DeadLettersName))[0];
        },
        cancellationToken);

    /// <summary>The age of the oldest message, in whatever state, or null where the queue is empty.</summary>
    public Task<TimeSpan?> OldestAsync(CancellationToken cancellationToken = default) => _writer.RunAsync(
        queue => queue.Number("SELECT min(sent_at) FROM message WHERE queue = @queue", ("@queue", _name)) is { } sentAt
            ? TimeSpan.FromMilliseconds(Now - sentAt)
            : (TimeSpan?)null,
        cancellationToken);

    /// <summary>
    /// Makes every message in flight visible and its receipt worthless. For the start of the process: whoever had received them is dead,
    /// because the file is ours alone, so nobody has to wait for their visibility to end. The receive that died with the process is not
    /// counted: it says something of the process, not of the message, which would else be given up for no fault of its own.
    /// </summary>
    /// <returns>How many there were, dead letters included.</returns>
    public async Task<int> ReleaseAllAsync(CancellationToken cancellationToken = default)
    {
        var released = await _writer.RunAsync(
            queue => queue.Execute(
                "UPDATE message SET visible_at = @now, receipt = NULL, receives = receives - 1 WHERE receives > 0 AND visible_at > @now", ("@now", Now)),
            cancellationToken);
        _arrivals.Raise();
        return released;
    }

    /// <summary>Finishes what was begun and closes the file; whoever waits for a message gets an <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _arrivals.Raise();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was received {Receives} times and never completed; moving it to the dead-letter queue")]
    private partial void LogGivenUp(string messageId, int receives);
}
