using System.Diagnostics;
using TelegramAI.Testing.Files;

namespace TelegramAI.Testing.Lambda;

/// <summary>Publishes a project of this repository.</summary>
public static class Publication
{
    /// <summary>What the native compiler links with, in the order of its own preference.</summary>
    private static readonly string[] Linkers = ["clang", "gcc"];

    /// <summary>Where it can't be had, no native executable can be made; null then.</summary>
    internal static string? Linker
    {
        get
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            return Array.Find(Linkers, linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))));
        }
    }

    /// <summary>Publishes a project's release as a native executable for Lambda's machines.</summary>
    /// <returns>What the build printed: its warnings among it.</returns>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static Task<string> PublishNativeAsync(string project, string folder, IEnumerable<string> options, CancellationToken cancellationToken = default) =>
        PublishAsync(project, folder, [.. ToNative(), .. options], cancellationToken);

    /// <summary>Publishes a project's release as a native executable, or takes the one that was made of the same sources before.</summary>
    /// <returns>What the build printed when it was made: its warnings among it.</returns>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static async Task<string> PublishNativeOnceAsync(
        string project, string folder, IReadOnlyList<string> options, CancellationToken cancellationToken = default)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        string[] arguments = [.. ToNative(), .. options];
        await using var turn = await WaitForTurnAsync(cancellationToken);
        return await KeptPublication.CopyAsync(name, folder, [project, .. arguments], PublishAnewAsync, cancellationToken);

        Task<string> PublishAnewAsync(string target)
        {
            // The native compiler says its warnings when it runs, and it does not where what it made before is there and would do.
            var made = new DirectoryInfo(Path.Combine(Repository.Root, "artifacts", "obj", name, "release_linux-x64", "native"));
            if (made.Exists)
                made.Delete(recursive: true);
            return RunAsync(project, target, arguments, cancellationToken);
        }
    }

    /// <summary>Publishes a project's release.</summary>
    /// <param name="project">Its file, from the repository's folder on.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="options">More for the command line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the build printed: its warnings among it.</returns>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static async Task<string> PublishAsync(string project, string folder, IEnumerable<string> options, CancellationToken cancellationToken = default)
    {
        // Several processes of specs may want the same at once, and a project has one folder for what it makes on the way.
        await using var turn = await WaitForTurnAsync(cancellationToken);
        return await RunAsync(project, folder, options, cancellationToken);
    }

    private static string[] ToNative() => ["--runtime", "linux-x64", $"-p:CppCompilerAndLinker={Linker}"];

    private static async Task<string> RunAsync(string project, string folder, IEnumerable<string> options, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(Repository.Root, project), "--configuration", "Release", "--output", folder, "--nologo", .. options])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // A node that stays alive would hold on to the output's pipes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var printed = await output + await errors;
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{project} could not be published:\n{printed}");
    }

    private static async Task<FileStream> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, "publish.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another has it.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }
}
