using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Handlers;

/// <summary>What the written handler takes and returns; the bootstrap has an overload for each shape.</summary>
internal sealed class HandlerShape(LambdaFunction function)
{
    public const string Stream = "global::System.IO.Stream";

    private const string Task = "global::System.Threading.Tasks.Task";

    private static readonly SymbolDisplayFormat Qualified =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The event's type; a stream when the function takes no event, which spares reading it.</summary>
    public string Input { get; } = function switch
    {
        { IsApi: true } => Name(KnownNames.HttpRequest),
        { Signature.Inputs.Count: 1 } => Name(function.Signature.Inputs[0].Type),
        _ => Stream,
    };

    /// <summary>The response's type; null for none. An IHttpResult becomes the stream it is written to.</summary>
    public string? Output { get; } = function.Signature.Result switch
    {
        var result when result.Is(KnownNames.HttpResult) => Stream,
        _ when function.IsApi => Name(KnownNames.HttpResponse),
        null => null,
        var result => Name(result),
    };

    public bool IsAsync { get; } = function.Signature.IsAsync;

    public string Returns => (IsAsync, Output) switch
    {
        (true, null) => Task,
        (true, _) => $"{Task}<{Output}>",
        (false, null) => "void",
        (false, _) => Output,
    };

    /// <summary>The delegate that the bootstrap takes.</summary>
    public string Delegate => !IsAsync && Output is null
        ? $"global::System.Action<{Input}, {Name(KnownNames.LambdaContext)}>"
        : $"global::System.Func<{Input}, {Name(KnownNames.LambdaContext)}, {Returns}>";

    /// <summary>The types that the bootstrap reads and writes with the serializer: streams it passes on as they are.</summary>
    public IReadOnlyList<string> Serialized => [.. new[] { Input, Output }.OfType<string>().Where(type => !string.Equals(type, Stream, StringComparison.Ordinal))];

    public static string Name(string fullName) => $"global::{fullName}";

    public static string Name(ITypeSymbol type) => type.ToDisplayString(Qualified);
}
