using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>A route of an HTTP API, in payload format 2.0.</summary>
internal sealed class HttpApi(AttributeData attribute) : EventSource(EventKind.Api, "HttpApi", "Amazon.Lambda.APIGatewayEvents")
{
    private static readonly string[] Methods = ["Any", "Get", "Post", "Put", "Patch", "Head", "Delete", "Options"];

    private string MethodName => attribute.Positional(0) is int number && number >= 0 && number < Methods.Length ? Methods[number] : "Any";

    /// <summary>The route's path, with its parameters in braces.</summary>
    public string Route => attribute.Named("Template") as string ?? attribute.Positional(1) as string ?? "/";

    public static string Method(int number) => Methods[number].ToUpperInvariant();

    public override IEnumerable<Diagnostic> Check(LambdaFunction function)
    {
        if (attribute.Named("Version") is 0)
            yield return Diagnostic.Create(Rules.Failed, function.Location, "HttpApi with Version = V1 needs the published Amazon.Lambda.Annotations");
        if (attribute.Named("Authorizer") is not null)
            yield return Diagnostic.Create(Rules.Failed, function.Location, "HttpApi with an Authorizer needs the published Amazon.Lambda.Annotations");
        foreach (var fault in ApiRules.Check(function))
            yield return fault;
    }

    public override void WriteTo(FunctionResource resource, LambdaFunction function)
    {
        var route = resource.Event($"Root{MethodName}", "HttpApi");
        route.Set("Path", Route);
        route.Set("Method", MethodName.ToUpperInvariant());
    }
}
