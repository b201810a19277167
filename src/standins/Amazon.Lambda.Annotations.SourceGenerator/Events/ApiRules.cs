using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>What a function behind an HTTP API or a URL may take and return.</summary>
internal static class ApiRules
{
    public static IEnumerable<Diagnostic> Check(LambdaFunction function)
    {
        foreach (var parameter in function.Signature.Inputs.Where(parameter => !parameter.Type.Is(KnownNames.HttpRequest)))
            yield return Diagnostic.Create(
                Rules.Failed,
                function.Location,
                $"The parameter '{parameter.Name}' is not an APIGatewayHttpApiV2ProxyRequest: parts of a request need the published Amazon.Lambda.Annotations");

        if (function.Signature.Result is not { } result || !(result.Is(KnownNames.HttpResponse) || result.Is(KnownNames.HttpResult)))
            yield return Diagnostic.Create(
                Rules.Failed,
                function.Location,
                $"'{function.Name}' returns neither APIGatewayHttpApiV2ProxyResponse nor IHttpResult: wrapping other results needs the published Amazon.Lambda.Annotations");
    }
}
