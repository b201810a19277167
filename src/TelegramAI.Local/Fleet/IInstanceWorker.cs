namespace TelegramAI.Local.Fleet;

/// <summary>The worker that an instance runs from the end of its boot.</summary>
public interface IInstanceWorker
{
    /// <summary>
    /// Whether it has a job now. A busy instance is never ended. Read often and under the fleet's lock, so it must answer at once;
    /// a job that it takes in the very moment in which its instance is ended is for its own graceful stop.
    /// </summary>
    bool Busy { get; }

    /// <summary>Whether it has reported that it works; its instance counts as starting until then.</summary>
    bool Ready => true;

    /// <summary>
    /// Works until it is asked to stop, then finishes or gives back what it has and returns. One that returns or throws before that
    /// counts as broken: its instance is replaced.
    /// </summary>
    Task RunAsync(CancellationToken stop);
}
