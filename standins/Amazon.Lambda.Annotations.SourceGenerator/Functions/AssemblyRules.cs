using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>What the assembly must be, so that its functions can be served.</summary>
internal static class AssemblyRules
{
    public static IEnumerable<Diagnostic> Check(
        Compilation compilation, AssemblySettings settings, AnnotatedSource source, CancellationToken cancellation)
    {
        if (source.Startups.Count > 1)
        {
            foreach (var startup in source.Startups)
                yield return Diagnostic.Create(Rules.SeveralStartups, startup.Locations.FirstOrDefault(), startup.Name);
        }

        if (!AssemblySettings.Runtimes.Contains(settings.Runtime, StringComparer.Ordinal))
            yield return Diagnostic.Create(Rules.BadRuntime, Location.None, settings.Runtime, string.Join(", ", AssemblySettings.Runtimes));
        foreach (var (method, attribute) in source.Strays)
            yield return Diagnostic.Create(Rules.NoLambdaFunction, method.Locations.FirstOrDefault(), method.Name, attribute);
        if (source.Functions.Count > 0 && settings.Startup is { } used)
        {
            if (!FunctionRules.References(compilation, "Microsoft.Extensions.DependencyInjection"))
                yield return Diagnostic.Create(Rules.MissingPackage, Location.None, "Microsoft.Extensions.DependencyInjection");
            if (!used.GetMembers("ConfigureServices").OfType<IMethodSymbol>().Any(method => !method.IsStatic && method.Parameters.Length == 1))
                yield return Diagnostic.Create(
                    Rules.Failed, used.Locations.FirstOrDefault(), $"The startup class '{used.Name}' has no method ConfigureServices(IServiceCollection)");
        }

        if (!settings.GenerateMain)
            yield break;

        if (compilation.Options.OutputKind != OutputKind.ConsoleApplication)
            yield return Diagnostic.Create(Rules.NotExecutable, Location.None);
        else if (compilation.GetEntryPoint(cancellation) is not null)
            yield return Diagnostic.Create(Rules.MainExists, Location.None);
        else if (source.Functions.Count == 0)
            yield return Diagnostic.Create(Rules.NoFunctions, Location.None);
        if (!FunctionRules.References(compilation, "Amazon.Lambda.RuntimeSupport"))
            yield return Diagnostic.Create(Rules.MissingPackage, Location.None, "Amazon.Lambda.RuntimeSupport");
    }

    /// <summary>Whether there is no use in writing anything; the wrong startup class or method leaves the rest as it is.</summary>
    public static bool IsFatal(DiagnosticDescriptor rule) => !rule.Equals(Rules.SeveralStartups) && !rule.Equals(Rules.NoLambdaFunction);
}
