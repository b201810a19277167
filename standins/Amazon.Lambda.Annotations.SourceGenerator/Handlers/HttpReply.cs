using Amazon.Lambda.Annotations.SourceGenerator.Functions;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator.Handlers;

/// <summary>Writes how what a function returns becomes the gateway's response.</summary>
internal static class HttpReply
{
    private const string Options = "global::Amazon.Lambda.Annotations.APIGateway.HttpResultSerializationOptions";

    public static string Write(LambdaFunction function, string call) => function.Signature.Result switch
    {
        null => $$"""
            {{call}};
            return new {{HandlerShape.Name(KnownNames.HttpResponse)}} { StatusCode = 200 };
            """,
        var result when result.Is(KnownNames.HttpResponse) => $"return {call};",
        var result when result.Is(KnownNames.HttpResult) => $"return ({call}).Serialize({WriteOptions()});",
        { SpecialType: SpecialType.System_String } => WriteResponse(call, "__result__", "text/plain"),
        { IsValueType: true } => WriteResponse(call, "global::System.Convert.ToString(__result__, global::System.Globalization.CultureInfo.InvariantCulture)", "application/json"),
        _ => WriteSerialized(call),
    };

    /// <summary>The answer to a request with parts that can't be read.</summary>
    public static string WriteInvalid(LambdaFunction function, string body)
    {
        if (!function.Signature.Result.Is(KnownNames.HttpResult))
            return WriteNew(400, body, "[\"Content-Type\"] = \"application/json\", [\"x-amzn-ErrorType\"] = \"ValidationException\"");

        return $"return global::Amazon.Lambda.Annotations.APIGateway.HttpResults.BadRequest({body})"
            + ".AddHeader(\"content-type\", \"application/json\").AddHeader(\"x-amzn-errortype\", \"ValidationException\")"
            + $".Serialize({WriteOptions()});";
    }

    private static string WriteSerialized(string call) => $$"""
        var __result__ = {{call}};
        using var __body__ = new global::System.IO.MemoryStream();
        _serializer.Serialize(__result__, __body__);
        {{WriteNew(200, "global::System.Text.Encoding.UTF8.GetString(__body__.GetBuffer(), 0, (int)__body__.Length)", "[\"Content-Type\"] = \"application/json\"")}}
        """;

    private static string WriteResponse(string call, string body, string contentType) => $$"""
        var __result__ = {{call}};
        {{WriteNew(200, body, $"[\"Content-Type\"] = \"{contentType}\"")}}
        """;

    private static string WriteNew(int status, string body, string headers) => $$"""
        return new {{HandlerShape.Name(KnownNames.HttpResponse)}}
        {
            StatusCode = {{status}},
            Headers = new global::System.Collections.Generic.Dictionary<string, string> { {{headers}} },
            Body = {{body}},
        };
        """;

    private static string WriteOptions() =>
        $"new {Options} {{ Format = {Options}.ProtocolFormat.HttpApi, Version = {Options}.ProtocolVersion.V2, Serializer = _serializer }}";
}
