using System.Xml;
using Amazon.Lambda.Annotations.SourceGenerator.EntryPoint;
using Amazon.Lambda.Annotations.SourceGenerator.Handlers;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>
/// Writes a handler for each Lambda function of the assembly, a Main when one is asked for, and the functions' entries in the
/// serverless template.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AnnotationsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var assembly = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((source, cancellation) => AnnotatedAssembly.Read(source.Left, source.Right, cancellation));
        context.RegisterSourceOutput(assembly, WriteSources);

        // Writing a file is no work for an editor that only wants to know the generated types.
        context.RegisterImplementationSourceOutput(assembly, UpdateTemplate);
    }

    private static void WriteSources(SourceProductionContext context, AnnotatedAssembly assembly)
    {
        foreach (var fault in assembly.Faults)
            context.ReportDiagnostic(fault);
        foreach (var function in assembly.Functions)
            context.AddSource($"{function.HandlerFullName}.g.cs", HandlerSource.Write(function) + "\n");
        if (assembly.WritesMain)
            context.AddSource("Program.g.cs", ProgramSource.Write(assembly.Functions) + "\n");
    }

    private static void UpdateTemplate(SourceProductionContext context, AnnotatedAssembly assembly)
    {
        if (assembly.Project is null)
            return;

        try
        {
            TemplateFile.Update(assembly.Project, assembly.Functions);
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException or XmlException)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.Failed, Location.None, fault.Message));
        }
    }
}
