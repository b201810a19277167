using System.Xml.Linq;

namespace TelegramAI.Packages.Tests.Rig;

/// <summary>The checkout that the specs were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The pinned versions of all packages.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The packages that have a stand-in.</summary>
    public static IReadOnlyList<string> StandIns { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root, "standins")).Select(folder => Path.GetFileName(folder)).Where(Versions.ContainsKey).Order(StringComparer.Ordinal),
    ];

    /// <summary>Where a project's files are, built as the specs themselves were.</summary>
    public static string BinaryOf(string project) =>
        Path.Combine(Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), $"{project}.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TelegramAI.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No checkout is around {AppContext.BaseDirectory}");
    }
}
