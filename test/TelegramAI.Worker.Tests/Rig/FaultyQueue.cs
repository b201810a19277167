using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>The real queue, which can be made to fail.</summary>
internal sealed class FaultyQueue(IJobQueue queue) : IJobQueue
{
    private int _asked;

    /// <summary>Called before each operation with its name; may throw.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Called after each receive with what it brought.</summary>
    public Func<IReadOnlyList<QueueMessage>, Task> OnReceived { get; set; } = _ => Task.CompletedTask;

    /// <summary>The most messages that one receive asked for.</summary>
    public int MostAsked => _asked;

    public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        Before("send");
        return queue.SendAsync(jobs, delay, cancellationToken);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        Before("receive");
        _asked = Math.Max(_asked, max);
        var messages = await queue.ReceiveAsync(max, wait, cancellationToken);
        await OnReceived(messages);
        return messages;
    }

    public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        Before("extend");
        return queue.ExtendAsync(message, visibility, cancellationToken);
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default)
    {
        Before("complete");
        return queue.CompleteAsync(message, cancellationToken);
    }

    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default) => queue.CountAsync(cancellationToken);
}
