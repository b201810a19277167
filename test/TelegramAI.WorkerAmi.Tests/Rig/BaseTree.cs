using System.Security.Cryptography;
using System.Text;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>
/// The files of a machine that stands in for Amazon Linux. They are made once, which takes a minute, and kept in the user's cache; nothing
/// changes them afterwards.
/// </summary>
internal static class BaseTree
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static readonly string[] Ingredients = ["make-tree.sh", "dnf.sh", "docker-daemon.json", "docker-service.conf"];

    /// <summary>The tree's folder.</summary>
    /// <exception cref="InvalidOperationException">It could not be made; the message says why.</exception>
    public static async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            // Other scripts make another tree.
            var scripts = await Task.WhenAll(Ingredients.Select(name => File.ReadAllTextAsync(PathOf(name), cancellationToken)));
            var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(scripts))))[..16];
            var cache = Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "telegramai", "machines");
            var tree = Path.Combine(cache, key);
            if (!Directory.Exists(tree))
                await MakeAsync(cache, tree, cancellationToken);

            return tree;
        }
        finally
        {
            Gate.Release();
        }
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Rig", name);

    private static async Task MakeAsync(string cache, string tree, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(cache);
        var unfinished = $"{tree}.{Guid.NewGuid():N}";
        try
        {
            await Command.RunWellAsync("bash", [PathOf("make-tree.sh"), unfinished], cancellationToken: cancellationToken);
            Directory.Move(unfinished, tree);
        }
        catch (IOException) when (Directory.Exists(tree))
        {
            // Another run was quicker.
        }
        finally
        {
            await Command.RunAsync("rm", ["-rf", "--one-file-system", unfinished], cancellationToken: CancellationToken.None);
        }
    }

    /// <summary>The version of the tree's ffmpeg, as it says it itself.</summary>
    public static async Task<string> FfmpegVersionAsync(string tree, CancellationToken cancellationToken)
    {
        var result = await Command.RunWellAsync("chroot", [tree, "ffmpeg", "-version"], cancellationToken: cancellationToken);
        return result.Output.Split(' ', 4)[2];
    }
}
