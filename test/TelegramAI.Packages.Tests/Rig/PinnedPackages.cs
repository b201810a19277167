using System.Xml.Linq;
using TelegramAI.Testing.Files;

namespace TelegramAI.Packages.Tests.Rig;

/// <summary>The packages whose versions the repository pins.</summary>
internal static class PinnedPackages
{
    /// <summary>The pinned versions of all packages.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The packages that have a stand-in.</summary>
    public static IReadOnlyList<string> StandIns { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "standins")).Select(folder => Path.GetFileName(folder)).Where(Versions.ContainsKey).Order(StringComparer.Ordinal),
    ];

    /// <summary>Where a project's files are, built as the specs themselves were.</summary>
    public static string BinaryOf(string project) =>
        Path.Combine(Repository.Root, "artifacts", "bin", project, Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), $"{project}.dll");
}
