namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>Runs prepare.sh, into a folder of the specs.</summary>
internal static class Payload
{
    /// <summary>Makes what Packer takes to the machine.</summary>
    /// <param name="variant">How the worker will run.</param>
    /// <param name="worker">The folder with <c>TelegramAI.Worker</c>.</param>
    /// <param name="ffmpeg">The program that is taken along.</param>
    /// <param name="folder">Where to: <c>build</c> beside the template's copy.</param>
    /// <param name="environment">More for the script.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task PrepareAsync(
        string variant,
        string worker,
        string ffmpeg,
        string folder,
        IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellationToken) => Command.RunWellAsync(
            "bash",
            [Path.Combine(Repository.WorkerAmi, "prepare.sh"), variant],
            new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                ["worker_folder"] = worker,
                ["ffmpeg"] = ffmpeg,
                ["build_folder"] = folder,
            },
            cancellationToken: cancellationToken);
}
