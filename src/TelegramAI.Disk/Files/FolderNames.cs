using System.Text;

namespace TelegramAI.Disk.Files;

/// <summary>
/// The path of an object as a path under a folder, and back. A bucket's paths differ by case, which the folders of Windows and macOS
/// do not, and video ids differ by case alone: a capital letter is written as <c>+</c> and the small one.
/// </summary>
internal static class FolderNames
{
    /// <summary>In characters; written, it may be twice as long, and file systems end at 255.</summary>
    private const int LongestName = 120;

    /// <summary>Where an object is kept under a folder.</summary>
    /// <exception cref="ArgumentException">The path has an empty name, one that begins or ends with a dot, or characters other than <c>A-Z a-z 0-9 . _ -</c>.</exception>
    public static string FullPath(string root, string path)
    {
        var names = path.Split('/');
        if (!names.All(IsName))
            throw new ArgumentException($"'{path}' is no path of an object", nameof(path));

        var full = Path.GetFullPath(Path.Combine([root, .. names.Select(Encode)]));

        // The check above makes this impossible; it stands here because a mistake there would reach the whole disk.
        if (!full.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"'{path}' leads out of its folder", nameof(path));

        return full;
    }

    /// <summary>The path of the object that a file under the folder keeps.</summary>
    public static string ObjectPath(string root, string fullPath) =>
        Decode(Path.GetRelativePath(root, fullPath)).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && name[0] != '.' && name[^1] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static string Encode(string name)
    {
        var encoded = new StringBuilder();
        foreach (var c in name)
            _ = char.IsAsciiLetterUpper(c) ? encoded.Append('+').Append(char.ToLowerInvariant(c)) : encoded.Append(c);

        return encoded.ToString();
    }

    private static string Decode(string name)
    {
        var decoded = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
            decoded.Append(name[i] == '+' && i + 1 < name.Length ? char.ToUpperInvariant(name[++i]) : name[i]);

        return decoded.ToString();
    }

    /// <summary>The full paths of the files below a folder that were written last before a moment.</summary>
    public static IEnumerable<string> WrittenBefore(string folder, DateTimeOffset before) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true })
                .Where(file => file.LastWriteTimeUtc < before.UtcDateTime)
                .Select(file => file.FullName)
            : [];
}
