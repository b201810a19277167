namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The worker's container image, built once for all specs by prepare.sh, with the payload that it is a part of.</summary>
public sealed class ContainerImage : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private Podman? _podman;

    /// <summary>The engine that has the image.</summary>
    /// <param name="worker">What is in the image.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<Podman> GetAsync(PublishedWorker worker, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _podman ??= await BuildAsync(await worker.GetAsync(cancellationToken));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Puts the payload into a bake's folder.</summary>
    internal static void Link(Podman podman, string build) => Directory.CreateSymbolicLink(Path.Combine(build, "docker"), podman.PathOf("build/docker"));

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        if (_podman is not null)
            await _podman.DisposeAsync();
    }

    private static async Task<Podman> BuildAsync(string worker)
    {
        var podman = await Podman.StartAsync();
        try
        {
            await Payload.PrepareAsync("docker", worker, podman.PathOf("build"), [new("container_engine", "podman"), new("base_image", Podman.BaseImage), .. podman.Environment]);
            return podman;
        }
        catch
        {
            await podman.DisposeAsync();
            throw;
        }
    }
}
