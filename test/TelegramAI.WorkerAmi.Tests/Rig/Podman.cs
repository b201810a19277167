namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A container engine with images of its own, on a base image that stands in for the real one.</summary>
internal sealed class Podman : IAsyncDisposable
{
    // crun and the default limits need more of the machine than a container of a build server gives.
    private const string Settings = """
        [containers]
        default_ulimits = ["nofile=4096:8192", "nproc=4096:8192"]
        netns = "host"
        [engine]
        runtime = "runc"
        cgroup_manager = "cgroupfs"
        events_logger = "none"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-podman");

    /// <summary>The worker's image, by the name that prepare.sh gives it.</summary>
    public static string Image => $"docker.io/library/telegramai-worker:{PublishedWorker.Version}";

    /// <summary>The pinned base image, without the digest: what stands in for it has another.</summary>
    public static string BaseImage => ImageFolder.Versions()["base_image"].Split('@')[0];

    /// <summary>What makes a podman, and a script that calls it, this one. Docker's format is the one that has a HEALTHCHECK.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CONTAINERS_CONF"] = PathOf("containers.conf"),
        ["CONTAINERS_STORAGE_CONF"] = PathOf("storage.conf"),
        ["BUILDAH_FORMAT"] = "docker",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An engine that has nothing yet but the base image, under the pinned name.</summary>
    public static async Task<Podman> StartAsync()
    {
        var podman = new Podman();
        try
        {
            await podman.ImportBaseAsync();
            return podman;
        }
        catch
        {
            await podman.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file of its folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public Task<CommandResult> RunAsync(params string[] arguments) => Command.RunAsync("podman", arguments, Environment, cancellationToken: Cancellation);

    public Task<CommandResult> RunWellAsync(params string[] arguments) => Command.RunWellAsync("podman", arguments, Environment, cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("podman", ["rm", "--all", "--force", "--time", "0"], Environment, cancellationToken: CancellationToken.None);
        await Command.RunAsync("podman", ["rmi", "--all", "--force"], Environment, cancellationToken: CancellationToken.None);
        await Command.RunAsync("umount", [PathOf("images/overlay")], cancellationToken: CancellationToken.None);
        await Command.RunAsync("rm", ["-rf", "--one-file-system", _folder.FullName], cancellationToken: CancellationToken.None);
    }

    private async Task ImportBaseAsync()
    {
        await File.WriteAllTextAsync(PathOf("containers.conf"), Settings, Cancellation);
        await File.WriteAllTextAsync(
            PathOf("storage.conf"),
            $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{PathOf("images")}\"\nrunroot = \"{PathOf("run")}\"\n",
            Cancellation);
        var script = Path.Combine(AppContext.BaseDirectory, "Rig", "make-base.sh");
        await Command.RunWellAsync("bash", [script, await BaseTree.GetAsync(Cancellation), PathOf("base.tar")], cancellationToken: Cancellation);
        await RunWellAsync("import", PathOf("base.tar"), BaseImage);
    }
}
