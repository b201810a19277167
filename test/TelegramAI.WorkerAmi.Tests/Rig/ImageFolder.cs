using TelegramAI.Testing.Files;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The repository's folder that the image is made from.</summary>
internal static class ImageFolder
{
    public static string FullName => Repository.PathOf("workerami");

    /// <summary>
    /// A copy of the folder without <c>plugins.pkr.hcl</c>: its block is for Packer 1.7 and later, and Debian's is 1.6.6.
    /// </summary>
    public static void CopyTemplate(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(FullName).Where(file => Path.GetFileName(file) is not "plugins.pkr.hcl"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    /// <summary>The file with all versions, line by line.</summary>
    public static IReadOnlyDictionary<string, string> Versions() => File.ReadLines(Path.Combine(FullName, "versions.auto.pkrvars.hcl"))
        .Where(line => line is not ['#', ..] and not "")
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(parts => parts[0], parts => parts[1].Trim('"'), StringComparer.Ordinal);
}
