namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>Runs prepare.sh, into a folder of the specs.</summary>
internal static class Payload
{
    /// <summary>Makes what Packer takes to the machine.</summary>
    /// <param name="variant">How the worker will run.</param>
    /// <param name="worker">The folder with <c>TelegramAI.Worker.Ec2</c>.</param>
    /// <param name="folder">Where to: <c>build</c> beside the template's copy.</param>
    /// <param name="environment">More for the script.</param>
    public static async Task PrepareAsync(string variant, string worker, string folder, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var ffmpeg = Path.Combine(await BaseTree.GetAsync(cancellation), "usr", "bin", "ffmpeg");
        await Command.RunWellAsync(
            "bash",
            [Path.Combine(ImageFolder.FullName, "prepare.sh"), variant],
            [new("worker_folder", worker), new("ffmpeg", ffmpeg), new("build_folder", folder), .. environment],
            cancellationToken: cancellation);
    }
}
