namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A container engine with images of its own, and the worker's image built by its Dockerfile on a base that stands in for the real one.</summary>
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

    /// <summary>The worker's image.</summary>
    public static string Image => $"telegramai-worker:{PublishedWorker.Version}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Builds the image.</summary>
    /// <param name="worker">The folder with the published worker.</param>
    public static async Task<Podman> BuildAsync(string worker)
    {
        var podman = new Podman();
        await File.WriteAllTextAsync(podman.PathOf("containers.conf"), Settings, Cancellation);

        var (tree, baseImage) = (await BaseTree.GetAsync(Cancellation), Repository.Versions()["base_image"]);
        await Command.RunWellAsync(
            "tar",
            ["--create", "--file", podman.PathOf("base.tar"), "--directory", tree, "--exclude=./usr/share", "--exclude=./var", "--exclude=./boot", "."],
            cancellationToken: Cancellation);
        await podman.RunWellAsync("import", podman.PathOf("base.tar"), baseImage);

        var context = Directory.CreateDirectory(podman.PathOf("context")).FullName;
        await Command.RunWellAsync("cp", ["-r", worker, Path.Combine(context, "worker")], cancellationToken: Cancellation);
        File.Copy(Path.Combine(tree, "usr", "bin", "ffmpeg"), Path.Combine(context, "ffmpeg"));
        await Command.RunWellAsync("chmod", ["-R", "u=rwX,go=rX", context], cancellationToken: Cancellation);
        await podman.RunWellAsync(
            "build", "--format=docker", "--pull=never", "--network=none", "--file", Path.Combine(Repository.Folder, "workerami", "worker.Dockerfile"),
            "--build-arg", $"BASE_IMAGE={baseImage}", "--build-arg", $"WORKER_VERSION={PublishedWorker.Version}", "--tag", Image, context);
        return podman;
    }

    /// <summary>A file of its folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public Task<CommandResult> RunAsync(params string[] arguments) => Command.RunAsync("podman", Own(arguments), Environment(), cancellationToken: Cancellation);

    public Task<CommandResult> RunWellAsync(params string[] arguments) => Command.RunWellAsync("podman", Own(arguments), Environment(), cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Command.RunAsync("podman", Own(["rm", "--all", "--force", "--time", "0"]), Environment(), cancellationToken: CancellationToken.None);
        await Command.RunAsync("podman", Own(["rmi", "--all", "--force"]), Environment(), cancellationToken: CancellationToken.None);
        await Command.RunAsync("rm", ["-rf", "--one-file-system", _folder.FullName], cancellationToken: CancellationToken.None);
    }

    private string[] Own(string[] arguments) => ["--root", PathOf("images"), "--runroot", PathOf("run"), .. arguments];

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal) { ["CONTAINERS_CONF"] = PathOf("containers.conf") };
}
