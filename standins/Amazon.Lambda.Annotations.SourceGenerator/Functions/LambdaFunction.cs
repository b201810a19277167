using Amazon.Lambda.Annotations.SourceGenerator.Events;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>A method that is a Lambda function, with what its attributes say.</summary>
internal sealed class LambdaFunction(IMethodSymbol method, AttributeData attribute, AssemblySettings settings)
{
    public IMethodSymbol Method { get; } = method;

    public AssemblySettings Settings { get; } = settings;

    public HandlerSignature Signature { get; } = new(method);

    public IReadOnlyList<EventSource> Events { get; } =
        [.. method.GetAttributes().Select(EventSource.From).OfType<EventSource>()];

    public Location? Location => Method.Locations.FirstOrDefault();

    public string Name => Method.Name;

    public INamedTypeSymbol Type => Method.ContainingType;

    /// <summary>The namespace of the function's class; empty for the global one.</summary>
    public string Namespace => Type.ContainingNamespace.IsGlobalNamespace ? "" : Type.ContainingNamespace.ToDisplayString();

    public string HandlerType => $"{Type.Name}_{Name}_Generated";

    public string HandlerFullName => Namespace.Length == 0 ? HandlerType : $"{Namespace}.{HandlerType}";

    public bool IsApi => Events.Any(source => source.Kind == EventKind.Api);

    public ITypeSymbol? Serializer =>
        Method.Attribute(KnownNames.LambdaSerializer)?.Positional(0) as ITypeSymbol ?? Settings.Serializer;

    public string ResourceName => attribute.Named("ResourceName") as string ?? EventSource.LettersAndDigits(HandlerFullName);

    /// <summary>Seconds; 0 leaves what the template says.</summary>
    public uint Timeout => attribute.Named("Timeout") as uint? ?? 0;

    /// <summary>MB; 0 leaves what the template says.</summary>
    public uint MemorySize => attribute.Named("MemorySize") as uint? ?? 0;

    public string? Role => attribute.Named("Role") as string;

    public string? Policies => attribute.Named("Policies") as string;

    public bool IsImage => attribute.Named("PackageType") is 1;

    public string Handler => Settings.GenerateMain
        ? Settings.AssemblyName
        : $"{Settings.AssemblyName}::{HandlerFullName}::{Name}";
}
