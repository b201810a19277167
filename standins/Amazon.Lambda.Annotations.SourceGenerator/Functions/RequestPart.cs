using Amazon.Lambda.Annotations.SourceGenerator.Events;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Functions;

/// <summary>Where in an HTTP request a parameter comes from.</summary>
internal enum PartSource
{
    Body,
    Header,
    Query,
    Route,
}

/// <summary>A parameter that is a part of an HTTP request.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Key">Its name there.</param>
internal sealed record RequestPart(IParameterSymbol Parameter, PartSource Source, string Key)
{
    private static readonly (string Attribute, PartSource Source)[] Attributes =
    [
        (KnownNames.FromBody, PartSource.Body),
        (KnownNames.FromHeader, PartSource.Header),
        (KnownNames.FromQuery, PartSource.Query),
        (KnownNames.FromRoute, PartSource.Route),
    ];

    /// <summary>The body may be of any type; everything else is converted from text.</summary>
    public bool IsReadable => Source == PartSource.Body || IsSimple(Parameter.Type);

    public bool IsText => Parameter.Type.SpecialType == SpecialType.System_String;

    /// <summary>The part that the parameter is; null when no attribute says so and the route does not have its name.</summary>
    public static RequestPart? From(IParameterSymbol parameter, LambdaFunction function)
    {
        foreach (var (name, source) in Attributes)
        {
            if (parameter.Attribute(name) is { } attribute)
                return new RequestPart(parameter, source, attribute.Named("Name") as string ?? parameter.Name);
        }

        return function.Events.OfType<HttpApi>().Any(api => api.RouteNames.Contains(parameter.Name, StringComparer.Ordinal))
            ? new RequestPart(parameter, PartSource.Route, parameter.Name)
            : null;
    }

    private static bool IsSimple(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime
            or (>= SpecialType.System_Boolean and <= SpecialType.System_Double);
}
