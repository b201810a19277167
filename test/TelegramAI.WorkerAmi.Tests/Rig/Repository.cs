namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The checkout that the specs are of.</summary>
internal static class Repository
{
    /// <summary>The repository's folder, above the specs' own.</summary>
    public static string Folder { get; } = Find();

    /// <summary>What the image is made from.</summary>
    public static string WorkerAmi => Path.Combine(Folder, "workerami");

    /// <summary>
    /// A copy of the folder without <c>plugins.pkr.hcl</c>: its block is for Packer 1.7 and later, and Debian's is 1.6.6.
    /// </summary>
    public static void CopyTemplate(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(WorkerAmi).Where(file => Path.GetFileName(file) is not "plugins.pkr.hcl"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    /// <summary>The file with all versions, line by line.</summary>
    public static IReadOnlyDictionary<string, string> Versions() => File.ReadLines(Path.Combine(WorkerAmi, "versions.auto.pkrvars.hcl"))
        .Where(line => line is not ['#', ..] and not "")
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .ToDictionary(parts => parts[0], parts => parts[1].Trim('"'), StringComparer.Ordinal);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramAI.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of the repository");
    }
}
