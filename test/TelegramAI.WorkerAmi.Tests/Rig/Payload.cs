namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>Runs prepare.sh, into a folder of the specs.</summary>
internal static class Payload
{
    /// <summary>Makes what Packer takes to the machine.</summary>
    /// <param name="variant">How the worker will run.</param>
    /// <param name="worker">The folder with <c>TelegramAI.Worker</c>.</param>
    /// <param name="folder">Where to: <c>build</c> beside the template's copy.</param>
    public static async Task PrepareAsync(string variant, string worker, string folder)
    {
        if (string.Equals(variant, "docker", StringComparison.Ordinal))
        {
            await using var podman = await Podman.StartAsync();
            await PrepareImageAsync(podman, worker, folder);
        }
        else
        {
            await PrepareAsync(variant, worker, folder, []);
        }
    }

    /// <summary>The same with an engine that has the image afterwards.</summary>
    public static Task PrepareImageAsync(Podman podman, string worker, string folder) =>
        PrepareAsync("docker", worker, folder, [new("container_engine", "podman"), .. podman.Environment]);

    private static async Task PrepareAsync(string variant, string worker, string folder, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var ffmpeg = Path.Combine(await BaseTree.GetAsync(cancellation), "usr", "bin", "ffmpeg");
        await Command.RunWellAsync(
            "bash",
            [Path.Combine(Repository.WorkerAmi, "prepare.sh"), variant],
            [new("worker_folder", worker), new("ffmpeg", ffmpeg), new("build_folder", folder), .. environment],
            cancellationToken: cancellation);
    }
}
