namespace TelegramAI.Worker;

/// <summary>How a worker works (section <c>Worker</c>).</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>How long a job that was told to stop may take for it.</summary>
    internal static readonly TimeSpan GiveBack = TimeSpan.FromSeconds(10);

    /// <summary>How many jobs run side by side.</summary>
    public int Slots { get; set; } = 2;

    /// <summary>How long a stopping worker lets its jobs finish before it gives them back, in seconds.</summary>
    public int GraceSeconds { get; set; } = 20;

    /// <summary>After how long without a job its machine may be taken by a scale-in, in seconds.</summary>
    public int IdleProtectionSeconds { get; set; } = 60;

    /// <summary>After how long without a job it ends its own machine, in seconds; 0 for never.</summary>
    public int IdleTerminateSeconds { get; set; } = 120;

    /// <summary>How often a running job looks whether somebody cancelled it, in seconds.</summary>
    public int CancelPollSeconds { get; set; } = 2;

    /// <summary>How long one receive waits for a message, in seconds: at most 20, which is what SQS allows.</summary>
    public int ReceiveWaitSeconds { get; set; } = 20;
}
