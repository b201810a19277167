using System.Diagnostics;

namespace TelegramAI.Benchmarks.Measuring;

/// <summary>A server of the benchmarks in a process of its own, so that its memory is not counted as the product's.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts this program with an argument; its first line is its address.</summary>
    public static async Task<ServerProcess> StartAsync(string argument)
    {
        var process = Child.StartPiped(argument);
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The server '{argument}' did not start");
        return new ServerProcess(process, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
