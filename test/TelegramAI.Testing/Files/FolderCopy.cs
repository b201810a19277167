namespace TelegramAI.Testing.Files;

/// <summary>Copies a folder with all that is in it.</summary>
public static class FolderCopy
{
    /// <param name="from">The folder.</param>
    /// <param name="to">Where to; it is made where it is not there.</param>
    /// <param name="leaveOut">Names of folders, at any depth, that are not copied.</param>
    public static void Copy(DirectoryInfo from, string to, params IReadOnlyCollection<string> leaveOut)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to, file.Name), overwrite: true);

        foreach (var folder in from.EnumerateDirectories().Where(folder => !leaveOut.Contains(folder.Name, StringComparer.Ordinal)))
            Copy(folder, Path.Combine(to, folder.Name), leaveOut);
    }
}
