using YoutubeExplode.Tests.Loopback;

namespace YoutubeExplode.Tests;

/// <summary>Specs that talk to a YouTube of their own.</summary>
public abstract class YoutubeSpecs : IAsyncLifetime
{
    internal YoutubeServer Server { get; private set; } = null!;

    internal YoutubeClient Youtube { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await YoutubeServer.StartAsync();
        Youtube = Server.NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        Youtube.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
