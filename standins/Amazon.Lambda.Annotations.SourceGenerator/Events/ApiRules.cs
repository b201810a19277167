using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Events;

/// <summary>What a function behind an HTTP API or a URL may take.</summary>
internal static class ApiRules
{
    public static IEnumerable<Diagnostic> Check(LambdaFunction function)
    {
        foreach (var parameter in function.Signature.Inputs.Where(parameter => !parameter.Type.Is(KnownNames.HttpRequest)))
        {
            switch (RequestPart.From(parameter, function))
            {
                case null:
                    yield return Diagnostic.Create(
                        Rules.Failed,
                        function.Location,
                        $"The parameter '{parameter.Name}' is neither the request nor marked as a part of it with FromBody, FromHeader, FromQuery or FromRoute");
                    break;
                case { IsReadable: false }:
                    yield return Diagnostic.Create(Rules.UnsupportedParameter, function.Location, parameter.Name, parameter.Type.ToDisplayString());
                    break;
            }
        }
    }
}
