using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>What holds for all functions of the assembly.</summary>
internal sealed record AssemblySettings(
    string AssemblyName, bool GenerateMain, string Runtime, ITypeSymbol? Serializer, INamedTypeSymbol? Startup)
{
    private const string Newest = "dotnet10";

    public static readonly IReadOnlyList<string> Runtimes = ["provided.al2", "provided.al2023", "dotnet8", Newest];

    public static AssemblySettings Read(Compilation compilation, AnalyzerConfigOptionsProvider options, INamedTypeSymbol? startup)
    {
        var properties = compilation.Assembly.Attribute(KnownNames.GlobalProperties);
        return new AssemblySettings(
            compilation.Assembly.Name,
            properties?.Named("GenerateMain") is true,
            properties?.Named("Runtime") as string ?? FollowTargetFramework(options),
            compilation.Assembly.Attribute(KnownNames.LambdaSerializer)?.Positional(0) as ITypeSymbol,
            startup);
    }

    private static string FollowTargetFramework(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.TargetFramework", out var framework)
            && string.Equals(framework, "net8.0", StringComparison.Ordinal) ? "dotnet8" : Newest;
}
