namespace TelegramAI.Worker;

/// <summary>How a worker works (section <c>Worker</c>).</summary>
public sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>How long a job that was told to stop may take for it.</summary>
    public static readonly TimeSpan GiveBack = TimeSpan.FromSeconds(10);

    /// <summary>After how long a chat is told again of a job's end that it could not be told of.</summary>
    internal static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A worker with nothing to do stays for a job that it has set aside for up to this long: on AWS a new machine would not be quicker.
    /// </summary>
    internal static readonly TimeSpan StayFor = TimeSpan.FromMinutes(5);

    /// <summary>How often a running job looks whether somebody cancelled it where a signal tells of it, in case the signal is lost.</summary>
    internal static readonly TimeSpan LookBesideSignals = TimeSpan.FromSeconds(15);

    /// <summary>How long a receive that runs when the worker is told to stop takes at most: it is not cut, so that it hides nothing.</summary>
    public static readonly TimeSpan LastReceive = TimeSpan.FromSeconds(20);

    /// <summary>How many jobs run side by side.</summary>
    public int Slots { get; set; } = 2;

    /// <summary>How long a stopping worker lets its jobs finish before it gives them back, in seconds.</summary>
    public int GraceSeconds { get; set; } = 20;

    /// <summary>After how long without a job its machine may be taken by a scale-in, in seconds.</summary>
    public int IdleProtectionSeconds { get; set; } = 60;

    /// <summary>After how long without a job it ends its own machine, in seconds; 0 for never.</summary>
    public int IdleTerminateSeconds { get; set; } = 120;

    /// <summary>How often a running job looks whether somebody cancelled it, in seconds, where no signal tells of it (<c>Jobs:CancelQueueUrl</c>).</summary>
    public int CancelPollSeconds { get; set; } = 2;

    /// <summary>How long one receive waits for a message, in seconds: at most 20, which is what SQS allows.</summary>
    public int ReceiveWaitSeconds { get; set; } = 20;
}
