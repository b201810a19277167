using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>A function's parameters by where they come from, and what it returns.</summary>
internal sealed class HandlerSignature(IMethodSymbol method)
{
    private const string Task = "System.Threading.Tasks.Task";

    /// <summary>Parameters that are neither the context nor from the container.</summary>
    public IReadOnlyList<IParameterSymbol> Inputs { get; } =
        [.. method.Parameters.Where(parameter => !IsContext(parameter) && !IsService(parameter))];

    public bool ReturnsVoid => method.ReturnsVoid;

    public bool IsAsync { get; } = method.ReturnType.Is(Task);

    /// <summary>What is returned or awaited; null for nothing.</summary>
    public ITypeSymbol? Result { get; } = method.ReturnType switch
    {
        { SpecialType: SpecialType.System_Void } => null,
        INamedTypeSymbol { TypeArguments.Length: 1 } task when task.Is(Task) => task.TypeArguments[0],
        var task when task.Is(Task) => null,
        var result => result,
    };

    /// <summary>Whether the parameters are just the event, and perhaps the context after it.</summary>
    public bool TakesOnly(string eventType) =>
        method.Parameters.Length is 1 or 2
        && method.Parameters[0].Type.Is(eventType)
        && (method.Parameters.Length == 1 || IsContext(method.Parameters[1]));

    public static bool IsContext(IParameterSymbol parameter) => parameter.Type.Is(KnownNames.LambdaContext);

    public static bool IsService(IParameterSymbol parameter) => parameter.Attribute(KnownNames.FromServices) is not null;
}
