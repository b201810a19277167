using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Amazon.Lambda.Annotations.SourceGenerator.Handlers;

/// <summary>
/// Writes how parameters are read from the parts of a request. A part that is missing is the type's default value; a part
/// that can't be converted is answered with 400. As in the published package, a body in base64 is taken as it is.
/// </summary>
internal static class RequestBinding
{
    public static string Local(IParameterSymbol parameter) => $"__{parameter.Name}__";

    public static string Write(IReadOnlyList<RequestPart> parts, LambdaFunction function) => $$"""
        var __faults__ = new global::System.Collections.Generic.List<string>();
        {{string.Join("\n", parts.Select(Write))}}
        if (__faults__.Count > 0)
        {
            var __message__ = global::System.Text.Json.JsonEncodedText.Encode($"{__faults__.Count} validation error(s) detected: {string.Join(", ", __faults__)}");
            {{HttpReply.WriteInvalid(function, "$\"{{\\\"message\\\": \\\"{__message__}\\\"}}\"")}}
        }

        """;

    private static string Write(RequestPart part)
    {
        var type = HandlerShape.Name(part.Parameter.Type);
        var local = Local(part.Parameter);
        var text = $"__{part.Parameter.Name}Text__";
        var key = SymbolDisplay.FormatLiteral(part.Key, quote: true);
        return (part.Source, part.IsText) switch
        {
            (PartSource.Body, true) => $"var {local} = __request__.Body!;",
            (_, true) => $"var {local} = {Find(part.Source, key)}!;",
            (PartSource.Body, false) => Convert(
                type,
                local,
                $"__request__.Body is var {text}",
                $"_serializer.Deserialize<{type}>(new {HandlerShape.Name("System.IO.MemoryStream")}(global::System.Text.Encoding.UTF8.GetBytes({text})))",
                "body"),
            _ => Convert(
                type,
                local,
                $"{Find(part.Source, key)} is {{ }} {text}",
                $"({type})global::System.Convert.ChangeType({text}, typeof({type}), global::System.Globalization.CultureInfo.InvariantCulture)",
                part.Key),
        };
    }

    private static string Convert(string type, string local, string found, string value, string name) => $$"""
        var {{local}} = default({{type}})!;
        try
        {
            if ({{found}})
                {{local}} = {{value}};
        }
        catch (global::System.Exception __fault__)
        {
            __faults__.Add($"{{{SymbolDisplay.FormatLiteral(name, quote: true)}}}: {__fault__.Message}");
        }
        """;

    private static string Find(PartSource source, string key)
    {
        var values = source switch
        {
            PartSource.Header => "Headers",
            PartSource.Query => "QueryStringParameters",
            _ => "PathParameters",
        };
        var comparison = source == PartSource.Header ? "OrdinalIgnoreCase" : "Ordinal";
        return $"global::System.Linq.Enumerable.FirstOrDefault(__request__.{values} ?? new global::System.Collections.Generic.Dictionary<string, string>(), "
            + $"__pair__ => string.Equals(__pair__.Key, {key}, global::System.StringComparison.{comparison})).Value";
    }
}
