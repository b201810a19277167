using System.Diagnostics;
using TelegramAI.Benchmarks.Measuring;

namespace TelegramAI.Benchmarks.Download;

/// <summary>A running <see cref="MediaSite"/>.</summary>
internal sealed class MediaSiteProcess : IAsyncDisposable
{
    private readonly Process _process;

    private MediaSiteProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<MediaSiteProcess> StartAsync()
    {
        var process = Child.StartPiped("serve");
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The media server did not start");
        return new MediaSiteProcess(process, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
