using System.Runtime.InteropServices;

namespace TelegramAI.Testing.Lambda;

/// <summary>The functions' native executable, published as a deployment publishes it.</summary>
public sealed class PublishedFunctions
{
    private PublishedFunctions(string executable, string output) => (Executable, Output) = (executable, output);

    /// <summary>The executable's path.</summary>
    public string Executable { get; }

    /// <summary>What the build printed: its warnings among it.</summary>
    public string Output { get; }

    /// <summary>Why it can't be published on this machine; null where it can.</summary>
    public static string? Missing => (RuntimeInformation.RuntimeIdentifier, Publication.Linker) switch
    {
        (not "linux-x64", _) when !IsLinuxX64 => "The functions are published for Linux on x86_64, on such a machine.",
        (_, null) => "Native code is linked with clang or gcc, and neither is installed.",
        _ => null,
    };

    /// <summary>The reason for which a spec is skipped; null where it can run, and in CI, where it must.</summary>
    public static string? SkipReason =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : Missing;

    /// <summary>The functions' project, from the repository's folder on.</summary>
    public static string Project => Path.Combine("src", "TelegramAI.Functions", "TelegramAI.Functions.csproj");

    private static bool IsLinuxX64 => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Publishes them, once for all processes that ask while the sources are the same.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static async Task<PublishedFunctions> PublishAsync(string folder, CancellationToken cancellationToken = default)
    {
        // Every assembly's warnings of the native compiler are shown, as warnings: a spec reads them. The analyzers have said theirs in the build.
        string[] options = ["-p:ShowTrimWarnings=true", "-p:TreatWarningsAsErrors=false", "-p:WarningsAsErrors=", "-p:RunAnalyzers=false"];
        var output = await Publication.PublishNativeOnceAsync(Project, folder, options, cancellationToken);
        return new PublishedFunctions(Path.Combine(folder, "bootstrap"), output);
    }
}
