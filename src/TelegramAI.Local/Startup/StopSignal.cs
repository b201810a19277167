using System.Runtime.InteropServices;

namespace TelegramAI.Local.Startup;

/// <summary>
/// Hears Ctrl+C and SIGTERM in the host's stead. The host would stop serving at once, and the workers, which finish what they have,
/// deliver through its own Bot API server. A second Ctrl+C ends the process as usual, and the next start goes on.
/// </summary>
internal sealed class StopSignal : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Hear),
        ];
    }

    /// <summary>Cancelled when the program is asked to stop.</summary>
    public CancellationToken Asked => _asked.Token;

    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _asked.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = !_asked.IsCancellationRequested;
        _ = _asked.CancelAsync();
    }
}
