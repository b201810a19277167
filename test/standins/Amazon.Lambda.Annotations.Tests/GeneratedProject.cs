using System.Reflection;
using System.Runtime.Loader;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Annotations.SourceGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Amazon.Lambda.Annotations.Tests;

/// <summary>A project in a folder of its own, which the generator is run on as the compiler would.</summary>
internal sealed class GeneratedProject : IDisposable
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        using Amazon.Lambda.Annotations;
        using Amazon.Lambda.Annotations.APIGateway;
        using Amazon.Lambda.Annotations.Schedule;
        using Amazon.Lambda.Annotations.SQS;
        using Amazon.Lambda.APIGatewayEvents;
        using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
        using Amazon.Lambda.Core;
        using Amazon.Lambda.Serialization.SystemTextJson;
        using Amazon.Lambda.SQSEvents;
        using Microsoft.Extensions.DependencyInjection;

        """;

    // Read once, because that takes longer than a test.
    private static readonly IReadOnlyDictionary<string, MetadataReference> Platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(System.IO.Path.PathSeparator)
        .Where(path => System.IO.Path.GetFileName(path) is not "bootstrap.dll")
        .DistinctBy(System.IO.Path.GetFileName, StringComparer.Ordinal)
        .ToDictionary(path => System.IO.Path.GetFileNameWithoutExtension(path), path => (MetadataReference)MetadataReference.CreateFromFile(path), StringComparer.Ordinal);

    private readonly string _root = Directory.CreateTempSubdirectory("annotations").FullName;

    public GeneratedProject() => Write("src/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");

    /// <summary>JSON on one line, without needless escapes.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The assembly's name.</summary>
    public string AssemblyName { get; init; } = "App";

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Assemblies that the project does not reference.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public string TemplateText => File.ReadAllText(Path("src/App/serverless.template"));

    public JsonNode Template => JsonNode.Parse(TemplateText)!;

    public JsonNode Resource(string name) => Template["Resources"]![name]!;

    public string Path(string relative) => System.IO.Path.Combine(_root, relative);

    public void Write(string relative, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        File.WriteAllText(Path(relative), content);
    }

    /// <summary>Compiles a file of the project with the generator.</summary>
    public Generated Build(string source, string attributes = "[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]")
    {
        Write("src/App/App.cs", Usings + attributes + "\nnamespace Shop;\n" + source);
        return Compile("src/App/App.cs");
    }

    /// <summary>Compiles the given files as they are.</summary>
    public Generated Compile(params string[] files)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var parsing = CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Diagnose);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path(file)), parsing, Path(file), cancellationToken: cancellation));
        var options = new CSharpCompilationOptions(OutputKind).WithSpecificDiagnosticOptions([new("CS1591", ReportDiagnostic.Suppress)]);
        var compilation = CSharpCompilation.Create(AssemblyName, trees, References(), options);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new AnnotationsGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var faults, cancellation);
        Assert.All(driver.GetRunResult().Results, result => Assert.Null(result.Exception));
        return new Generated(output, faults);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IEnumerable<MetadataReference> References() =>
        Platform.Where(assembly => !Without.Contains(assembly.Key)).Select(assembly => assembly.Value);
}

/// <summary>What came out of the compiler.</summary>
internal sealed record Generated(Compilation Compilation, IReadOnlyList<Diagnostic> Faults)
{
    public IEnumerable<string> FaultIds => Faults.Select(fault => fault.Id);

    /// <summary>All that the compiler says of warnings and errors.</summary>
    public IEnumerable<string> Complaints => Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString());

    /// <summary>Loads the assembly; the compiler must have had nothing to say.</summary>
    public Assembly Load()
    {
        Assert.Empty(Faults);
        Assert.Empty(Complaints);
        using var bytes = new MemoryStream();
        Assert.True(Compilation.Emit(bytes, cancellationToken: TestContext.Current.CancellationToken).Success);
        bytes.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(bytes);
    }

    /// <summary>Makes a handler and calls its method.</summary>
    public object? Call(string handler, params object?[] arguments)
    {
        var type = Load().GetType(handler, throwOnError: true)!;
        return type.GetMethods().Single(method => method.DeclaringType == type && !method.IsSpecialName).Invoke(Activator.CreateInstance(type), arguments);
    }
}
