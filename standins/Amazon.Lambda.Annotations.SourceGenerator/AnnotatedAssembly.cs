using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>The functions of the assembly that is compiled, and what is wrong with them.</summary>
internal sealed record AnnotatedAssembly(
    IReadOnlyList<LambdaFunction> Functions, bool WritesMain, ProjectDirectory? Project, IReadOnlyList<Diagnostic> Faults)
{
    private static readonly AnnotatedAssembly Nothing = new([], false, null, []);

    public static AnnotatedAssembly Read(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        // While the source does not parse, what is missing may only be half written: nothing must be removed for that.
        if (!FunctionRules.References(compilation, "Amazon.Lambda.Annotations") || HasSyntaxErrors(compilation, cancellation))
            return Nothing;

        var source = AnnotatedSource.Read(compilation, cancellation);
        var settings = AssemblySettings.Read(compilation, options, source.Startups.Count > 0 ? source.Startups[0] : null);
        var faults = AssemblyRules.Check(compilation, settings, source, cancellation).ToList();
        if (faults.Exists(fault => AssemblyRules.IsFatal(fault.Descriptor)))
            return Nothing with { Faults = faults };

        var functions = new List<LambdaFunction>();
        foreach (var function in source.Functions.Select(method => new LambdaFunction(method, method.Attribute(KnownNames.LambdaFunction)!, settings)))
        {
            var wrong = FunctionRules.Check(function, compilation).ToList();
            if (functions.Exists(other => string.Equals(other.Name, function.Name, StringComparison.Ordinal)
                && (settings.GenerateMain || string.Equals(other.HandlerFullName, function.HandlerFullName, StringComparison.Ordinal))))
                wrong.Add(Diagnostic.Create(Rules.Failed, function.Location, $"There are several functions named '{function.Name}'."));
            faults.AddRange(wrong);
            if (wrong.Count == 0)
                functions.Add(function);
        }

        var writesMain = settings.GenerateMain && functions.Count > 0;
        return new AnnotatedAssembly(functions, writesMain, faults.Count == 0 ? source.Project : null, faults);
    }

    private static bool HasSyntaxErrors(Compilation compilation, CancellationToken cancellation) => compilation.SyntaxTrees
        .Any(tree => tree.GetDiagnostics(cancellation).Any(fault => fault.Severity == DiagnosticSeverity.Error));
}
