using System.Text;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Disk.Queue;

/// <summary>How messages come into the table and are taken from it.</summary>
public sealed partial class SqliteQueue
{
    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task InsertAsync(IReadOnlyList<(string Body, ChatId? Chat)> messages, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        await _writer.RunAsync(
            queue =>
            {
                var now = Now;
                var visibleAt = now + (long)delay.TotalMilliseconds;
                foreach (var (body, chat) in messages)
                {
                    queue.Execute(
                        """
                        INSERT INTO message (id, queue, body, chat, sent_at, visible_at, receives)
                        VALUES (@id, @queue, @body, @chat, @now, @visibleAt, 0)
                        """,
                        ("@id", Guid.NewGuid().ToString()), ("@queue", _name), ("@body", Encoding.UTF8.GetBytes(body)),
                        ("@chat", chat?.Value), ("@now", now), ("@visibleAt", visibleAt));
                }

                return messages.Count;
            },
            cancellationToken);
        _arrivals.Raise();
    }

    /// <summary>
    /// Takes visible messages, the longest visible first. As on SQS a message that was received too often is moved to the dead letters
    /// when it would be received once more, so it counts as visible until somebody asks.
    /// </summary>
    /// <returns>The messages, those given up, and when the next hidden message becomes visible.</returns>
    private (List<QueueMessage> Messages, List<Row> GivenUp, long? NextAt) Take(QueueConnection queue, int max)
    {
        var now = Now;
        DeleteOld(queue, now);
        List<QueueMessage> messages = [];
        List<Row> allGivenUp = [];
        while (messages.Count < max)
        {
            var rows = Visible(queue, now, max - messages.Count);
            messages.AddRange(rows.Where(row => !IsGivenUp(row)).Select(row => Receive(queue, row, now)));

            // Those given up made room for others behind them.
            var givenUp = rows.FindAll(IsGivenUp);
            foreach (var row in givenUp)
                GiveUp(queue, row, now);

            allGivenUp.AddRange(givenUp);
            if (givenUp.Count == 0)
                break;
        }

        var nextAt = queue.Number("SELECT min(visible_at) FROM message WHERE queue = @queue AND visible_at > @now", ("@queue", _name), ("@now", now));
        return (messages, allGivenUp, nextAt);
    }

    private bool IsGivenUp(Row row) => !IsDeadLetters && row.Receives >= _options.MaxReceives;

    private List<Row> Visible(QueueConnection queue, long now, int max) => queue.Rows(
        """
        SELECT id, body, chat, receives, sent_at FROM message WHERE queue = @queue AND visible_at <= @now
        ORDER BY visible_at, receives, rowid LIMIT @max
        """,
        row => new Row(row.GetString(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetInt32(3), row.GetInt64(4)),
        ("@queue", _name), ("@now", now), ("@max", max));

    private QueueMessage Receive(QueueConnection queue, Row row, long now)
    {
        var receipt = Guid.NewGuid().ToString();
        queue.Execute(
            "UPDATE message SET visible_at = @until, receives = receives + 1, receipt = @receipt WHERE id = @id",
            ("@until", now + (long)_options.Visibility.TotalMilliseconds), ("@receipt", receipt), ("@id", row.Id));
        return new QueueMessage
        {
            Id = row.Id,
            Receipt = receipt,
            Body = Encoding.UTF8.GetString(row.Body),
            Chat = row.Chat is { } chat ? new ChatId(chat) : null,
            ReceiveCount = row.Receives + 1,
            SentAt = ToTime(row.SentAt),
        };
    }

    /// <summary>The nearest time there is: a row whose time was damaged is still somebody's job.</summary>
    private static DateTimeOffset ToTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static void GiveUp(QueueConnection queue, Row row, long now) => queue.Execute(
        "UPDATE message SET queue = @dead, visible_at = @now, receipt = NULL WHERE id = @id",
        ("@dead", DeadLettersName), ("@now", now), ("@id", row.Id));

    private void DeleteOld(QueueConnection queue, long now)
    {
        const string Delete = "DELETE FROM message WHERE queue = @queue AND sent_at <= @oldest";
        queue.Execute(Delete, ("@queue", JobsName), ("@oldest", now - (long)_options.Retention.TotalMilliseconds));
        queue.Execute(Delete, ("@queue", DeadLettersName), ("@oldest", now - (long)_options.DeadLetterRetention.TotalMilliseconds));
    }

    private sealed record Row(string Id, byte[] Body, long? Chat, int Receives, long SentAt);
}
