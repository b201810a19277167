using TelegramAI.Testing.Files;

namespace TelegramAI.Testing.Lambda;

/// <summary>
/// A publication that takes minutes is made once for each state of what it is made of, for all processes of specs, and kept in the folder
/// artifacts. Only the newest of a project is kept.
/// </summary>
internal static class KeptPublication
{
    private const string Files = "files";
    private const string Printed = "printed.txt";

    /// <summary>Copies the publication into a folder, and makes it first where there is none of this state.</summary>
    /// <param name="name">Whose it is: the name of its folder.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="arguments">All that decides what is made, besides the sources and the tools.</param>
    /// <param name="publish">Makes it in a folder, and tells what the build printed. Whoever calls this has the turn to publish.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the build printed when it was made.</returns>
    public static async Task<string> CopyAsync(
        string name, string folder, IReadOnlyList<string> arguments, Func<string, Task<string>> publish, CancellationToken cancellationToken)
    {
        var all = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "publications", name));
        var state = await SourceState.ReadAsync(arguments, cancellationToken);
        var kept = Path.Combine(all.FullName, state);
        if (!Directory.Exists(kept))
        {
            // What others left, whose state has passed or whose process was ended in the middle: nobody else has the turn now.
            foreach (var old in all.EnumerateDirectories())
                old.Delete(recursive: true);

            // It gets its own name at the end, when all is there.
            var unfinished = all.CreateSubdirectory($"unfinished-{Guid.NewGuid():N}").FullName;
            var printed = await publish(Path.Combine(unfinished, Files));
            await File.WriteAllTextAsync(Path.Combine(unfinished, Printed), printed, cancellationToken);

            // Sources that were written to meanwhile may be in it or not.
            if (!string.Equals(state, await SourceState.ReadAsync(arguments, cancellationToken), StringComparison.Ordinal))
                kept = unfinished;
            else
                Directory.Move(unfinished, kept);
        }

        FolderCopy.Copy(new DirectoryInfo(Path.Combine(kept, Files)), folder);
        return await File.ReadAllTextAsync(Path.Combine(kept, Printed), cancellationToken);
    }
}
