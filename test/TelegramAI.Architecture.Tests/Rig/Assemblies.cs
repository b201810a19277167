using System.Reflection;
using TelegramAI.Testing.Files;

namespace TelegramAI.Architecture.Tests.Rig;

/// <summary>The product's assemblies, by the names of their projects.</summary>
internal static class Assemblies
{
    /// <summary>The functions' executable has the name that Lambda's runtime starts.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["TelegramAI.Functions"] = "bootstrap" };

    public static IReadOnlyDictionary<string, Assembly> OfProduct { get; } = Directory
        .EnumerateDirectories(Repository.PathOf("src"))
        .Select(folder => Path.GetFileName(folder))
        .ToDictionary(project => project, project => Assembly.Load(Names.GetValueOrDefault(project, project)), StringComparer.Ordinal);
}
