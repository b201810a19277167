using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TelegramAI.YouTube.Muxing.Confinement;

/// <summary>Starts a program without network, while this one keeps its own.</summary>
[SupportedOSPlatform("linux")]
internal static class ConfinedStart
{
    /// <summary>
    /// A filter belongs to one thread, and is inherited by the process that .NET forks from it and by the threads that start from it. So
    /// the thread does nothing but start the process: a continuation or a timer could have .NET start a thread of the pool here, which
    /// would then be without network for good.
    /// </summary>
    /// <returns>The process, and why it has the network; null where it has none.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not start.</exception>
    public static (Process Process, string? Unconfined) Start(ProcessStartInfo program)
    {
        // .NET handles signals on a thread that starts with the first process, unless it is there already.
        using var signals = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => { });

        var process = new Process { StartInfo = program };
        string? unconfined = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                unconfined = NetworkFilter.Enter();
                process.Start();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
            Name = "Confined start",
        };
        thread.Start();
        thread.Join();
        if (failure is not null)
            process.Dispose();
        failure?.Throw();
        return (process, unconfined);
    }
}
