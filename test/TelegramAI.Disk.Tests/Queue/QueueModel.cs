using TelegramAI.Core.Jobs;
using TelegramAI.Disk.Queue;

namespace TelegramAI.Disk.Tests.Queue;

/// <summary>The queue as a list in memory, as plain as it can be said.</summary>
internal sealed class QueueModel(SqliteQueueOptions options, Func<DateTimeOffset> clock)
{
    private readonly List<Message> _messages = [];
    private int _receipts;

    public void Send(IEnumerable<int> numbers, TimeSpan delay) =>
        _messages.AddRange(numbers.Select(number => new Message(number, clock()) { VisibleAt = clock() + delay }));

    public List<(int Number, int Receives, int Receipt)> Receive(int max, bool dead)
    {
        DeleteOld();
        List<(int, int, int)> received = [];
        foreach (var message in Visible(dead))
        {
            if (received.Count == max)
                break;

            if (!dead && message.Receives >= options.MaxReceives)
            {
                message.IsDead = true;
                message.Receipt = null;
                message.VisibleAt = clock();
                continue;
            }

            message.Receives++;
            message.Receipt = ++_receipts;
            message.VisibleAt = clock() + options.Visibility;
            received.Add((message.Number, message.Receives, _receipts));
        }

        return received;
    }

    public bool Extend(int receipt, TimeSpan visibility)
    {
        if (Find(receipt) is not { } message || message.VisibleAt <= clock())
            return false;

        message.VisibleAt = clock() + visibility;
        return true;
    }

    public bool Complete(int receipt) => Find(receipt) is { } message && _messages.Remove(message);

    public int ReleaseAll()
    {
        var inFlight = _messages.FindAll(message => message.Receives > 0 && message.VisibleAt > clock());
        foreach (var message in inFlight)
            (message.VisibleAt, message.Receipt, message.Receives) = (clock(), null, message.Receives - 1);

        return inFlight.Count;
    }

    public QueueCounts Count()
    {
        DeleteOld();
        var jobs = _messages.FindAll(message => !message.IsDead);
        return new QueueCounts(
            jobs.Count(message => message.VisibleAt <= clock()),
            jobs.Count(message => message.VisibleAt > clock() && message.Receives > 0),
            jobs.Count(message => message.VisibleAt > clock() && message.Receives == 0),
            _messages.Count(message => message.IsDead));
    }

    private List<Message> Visible(bool dead) =>
        [.. _messages.Where(message => message.IsDead == dead && message.VisibleAt <= clock()).OrderBy(message => message.VisibleAt).ThenBy(message => message.Receives)];

    private Message? Find(int receipt) => _messages.Find(message => message.Receipt == receipt);

    private void DeleteOld() =>
        _messages.RemoveAll(message => message.SentAt + (message.IsDead ? options.DeadLetterRetention : options.Retention) <= clock());

    private sealed class Message(int number, DateTimeOffset sentAt)
    {
        public int Number { get; } = number;

        public DateTimeOffset SentAt { get; } = sentAt;

        public DateTimeOffset VisibleAt { get; set; }

        public int Receives { get; set; }

        public int? Receipt { get; set; }

        public bool IsDead { get; set; }
    }
}
