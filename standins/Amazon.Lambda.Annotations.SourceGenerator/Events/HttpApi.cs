using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Amazon.Lambda.Annotations.SourceGenerator.Template;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>A route of an HTTP API, in payload format 2.0.</summary>
internal sealed class HttpApi(AttributeData attribute) : EventSource(EventKind.Api, "HttpApi", "Amazon.Lambda.APIGatewayEvents")
{
    private static readonly string[] Methods = ["Any", "Get", "Post", "Put", "Patch", "Head", "Delete", "Options"];

    private string MethodName => attribute.Positional(0) is int number && number >= 0 && number < Methods.Length ? Methods[number] : "Any";

    /// <summary>The names in braces in the route's path; a plus after one means the rest of the path.</summary>
    public IReadOnlyList<string> RouteNames =>
        [.. Route.Split('{').Skip(1).Select(part => part.Split('}')[0].TrimEnd('+')).Where(name => name.Length > 0)];

    private string Route => attribute.Named("Template") as string ?? attribute.Positional(1) as string ?? "/";

    public static string Method(int number) => Methods[number].ToUpperInvariant();

    public override IEnumerable<Diagnostic> Check(LambdaFunction function)
    {
        if (attribute.Named("Version") is 0)
            yield return Diagnostic.Create(Rules.Failed, function.Location, "HttpApi with Version = V1 needs the published Amazon.Lambda.Annotations");
        if (attribute.Named("Authorizer") is not null)
            yield return Diagnostic.Create(Rules.Failed, function.Location, "HttpApi with an Authorizer needs the published Amazon.Lambda.Annotations");
        var bound = function.Signature.Inputs.Select(input => RequestPart.From(input, function)).OfType<RequestPart>()
            .Where(part => part.Source == PartSource.Route).Select(part => part.Key);
        if (RouteNames.Except(bound, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            yield return Diagnostic.Create(Rules.Failed, function.Location, $"The route {Route} is invalid: no parameter is named '{missing}'");
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
