using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TelegramAI.Testing.Files;

namespace TelegramAI.Testing.Lambda;

/// <summary>What a publication is made of, as one short text: another text is another publication.</summary>
internal static class SourceState
{
    /// <summary>What is in the repository and goes into no program of the product.</summary>
    private static readonly string[] Elsewhere = [".ci", ".git", ".github", "artifacts", "docs", "test", "workerami"];

    /// <summary>Reads it.</summary>
    /// <param name="arguments">What the publication is asked for with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string> ReadAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var argument in arguments)
            Add(hash, argument);

        var root = Repository.Root;
        foreach (var file in Files(new DirectoryInfo(root)).Order(StringComparer.Ordinal))
        {
            Add(hash, Path.GetRelativePath(root, file));
            hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(file, cancellationToken)));
        }

        // With the published packages or with their stand-ins, by which SDK, linked by what and against which library.
        Add(hash, Environment.GetEnvironmentVariable("StandIns") ?? "");
        Add(hash, await PrintedAsync("dotnet", ["--version"], root, cancellationToken));
        Add(hash, await PrintedAsync("getconf", ["GNU_LIBC_VERSION"], root, cancellationToken));
        if (Publication.Linker is { } linker)
            Add(hash, await PrintedAsync(linker, ["--version"], root, cancellationToken));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The sources with whatever is beside them, and the answer of the package sources, which a restore has written down.</summary>
    private static IEnumerable<string> Files(DirectoryInfo root)
    {
        foreach (var file in root.EnumerateFiles())
            yield return file.FullName;

        foreach (var folder in root.EnumerateDirectories().Where(folder => !Elsewhere.Contains(folder.Name, StringComparer.Ordinal)))
        {
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
                yield return file.FullName;
        }

        var artifacts = new DirectoryInfo(Path.Combine(root.FullName, "artifacts"));
        foreach (var file in artifacts.Exists ? artifacts.EnumerateFiles("published-packages.*.props") : [])
            yield return file.FullName;
    }

    /// <summary>Its length goes first, so that two texts are never one.</summary>
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static async Task<string> PrintedAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return printed;
    }
}
