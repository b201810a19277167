using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TelegramAI.FunctionRig;

/// <summary>The functions' native executable, published as a deployment publishes it.</summary>
public sealed class PublishedFunctions
{
    /// <summary>What the native compiler links with, in the order of its own preference.</summary>
    private static readonly string[] Linkers = ["clang", "gcc"];

    private PublishedFunctions(string executable, string output) => (Executable, Output) = (executable, output);

    /// <summary>The executable's path.</summary>
    public string Executable { get; }

    /// <summary>What the build printed: its warnings among it.</summary>
    public string Output { get; }

    /// <summary>Why it can't be published on this machine; null where it can.</summary>
    public static string? Missing => (RuntimeInformation.RuntimeIdentifier, FindLinker()) switch
    {
        (not "linux-x64", _) when !IsLinuxX64 => "The functions are published for Linux on x86_64, on such a machine.",
        (_, null) => "Native code is linked with clang or gcc, and neither is installed.",
        _ => null,
    };

    /// <summary>The reason for which a spec is skipped; null where it can run, and in CI, where it must.</summary>
    public static string? SkipReason =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : Missing;

    private static bool IsLinuxX64 => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Publishes them.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static async Task<PublishedFunctions> PublishAsync(string folder, CancellationToken cancellationToken = default)
    {
        var project = Path.Combine(FindRepository(), "src", "TelegramAI.Functions", "TelegramAI.Functions.csproj");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", project, "--configuration", "Release", "--runtime", "linux-x64", "--output", folder, "--nologo",
                $"-p:CppCompilerAndLinker={FindLinker()}",

                // Every assembly's warnings are shown, as warnings: a spec reads them.
                "-p:ShowTrimWarnings=true", "-p:TreatWarningsAsErrors=false", "-p:WarningsAsErrors=",
            ])
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
        return process.ExitCode == 0
            ? new PublishedFunctions(Path.Combine(folder, "bootstrap"), printed)
            : throw new InvalidOperationException($"The functions could not be published:\n{printed}");
    }

    /// <summary>The repository's folder, above the specs' own.</summary>
    public static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramAI.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of the repository");
    }

    private static string? FindLinker()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Array.Find(Linkers, linker => folders.Any(folder => File.Exists(Path.Combine(folder, linker))));
    }
}
