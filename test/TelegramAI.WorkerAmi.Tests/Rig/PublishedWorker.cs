using TelegramAI.Testing.Files;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The worker, published once for all specs as prepare.sh publishes it, in a folder that goes with the specs.</summary>
public sealed class PublishedWorker : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-worker");
    private readonly DirectoryInfo _made = Directory.CreateTempSubdirectory("telegramai-worker-made");
    private readonly SemaphoreSlim _gate = new(1);
    private bool _published;

    /// <summary>The version that it says it has: the pinned one.</summary>
    internal static string Version => ImageFolder.Versions()["worker_version"];

    /// <summary>The folder, in which <c>TelegramAI.Worker.Ec2</c> is.</summary>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    internal async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_published)
                await PublishAsync(cancellationToken);
            _published = true;
            return _folder.FullName;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await Task.Run(() =>
        {
            _folder.Delete(recursive: true);
            _made.Delete(recursive: true);
        });
    }

    private Task<CommandResult> PublishAsync(CancellationToken cancellationToken) => Command.RunWellAsync(
        "dotnet",
        [
            "publish", Path.Combine(Repository.Root, "src", "TelegramAI.Worker.Ec2"), "--configuration", "Release", "--runtime", "linux-x64",
            "--self-contained", $"-p:Version={Version}", "--output", _folder.FullName, "--nologo",

            // Other specs publish the functions meanwhile, of the same projects with another version. The analyzers have spoken in the build.
            "--artifacts-path", _made.FullName, "-p:RunAnalyzers=false",
        ],
        // A node that stays alive would hold on to the output's pipes.
        new Dictionary<string, string>(StringComparer.Ordinal) { ["MSBUILDDISABLENODEREUSE"] = "1" },
        cancellationToken: cancellationToken);
}
