namespace TelegramAI.Worker.Polling;

/// <summary>What a worker's machine says about taking work: it may be about to go.</summary>
public interface IWorkPermit
{
    /// <summary>Cancelled when the worker shall ask for no more, and finish what it has.</summary>
    CancellationToken Leaving { get; }

    /// <summary>Cancelled when it shall give back at once what it has not finished.</summary>
    CancellationToken OutOfTime { get; }

    /// <summary>Asked before each receive. What it throws makes the worker wait, and ask again.</summary>
    /// <param name="idleFor">For how long the worker has had no job.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>
    /// How long the worker may wait for a message before it asks here again: zero where it may not receive for now, and null where it must
    /// take no more.
    /// </returns>
    ValueTask<TimeSpan?> MayAskAsync(TimeSpan idleFor, CancellationToken cancellationToken = default);

    /// <summary>Told after each receive that the queue answered, whether with messages or without.</summary>
    void Received();

    /// <summary>Asked before what was received is begun.</summary>
    /// <returns>False where it must be given back.</returns>
    ValueTask<bool> MayBeginAsync(CancellationToken cancellationToken = default);
}

/// <summary>A machine that stays.</summary>
internal sealed class OpenPermit : IWorkPermit
{
    public CancellationToken Leaving => CancellationToken.None;

    public CancellationToken OutOfTime => CancellationToken.None;

    public ValueTask<TimeSpan?> MayAskAsync(TimeSpan idleFor, CancellationToken cancellationToken = default) => new(TimeSpan.MaxValue);

    public void Received()
    {
    }

    public ValueTask<bool> MayBeginAsync(CancellationToken cancellationToken = default) => new(true);
}
