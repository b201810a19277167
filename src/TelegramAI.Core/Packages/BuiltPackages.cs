using System.Reflection;

namespace TelegramAI.Core.Packages;

/// <summary>
/// Which packages this program was built with, where a package has a stand-in for registries that lack it. A fault that only one of the two
/// has is found by asking which one runs.
/// </summary>
/// <param name="ArePublished">The published packages; false for the stand-ins.</param>
/// <param name="Versions">The packages and their versions, with commas between them; a stand-in has the version of what it stands in for.</param>
public sealed record BuiltPackages(bool ArePublished, string Versions)
{
    /// <summary>How many they are.</summary>
    public int Count => Versions.Split(',').Length;

    /// <summary>What the build has written into this assembly.</summary>
    public static BuiltPackages Read()
    {
        var written = typeof(BuiltPackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(data => data.Key, data => data.Value, StringComparer.Ordinal);
        return new BuiltPackages(written["Packages"].Contains("published", StringComparer.Ordinal), written["PackageVersions"].FirstOrDefault() ?? "");
    }

    public override string ToString() => $"{(ArePublished ? "published packages" : "stand-ins for packages")}: {Versions}";
}
