using System.Net;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>An answer in payload format 1.0. Members without a value are written as null, as the published package does.</summary>
internal sealed record GatewayResponseV1(
    [property: JsonPropertyName("statusCode")] int StatusCode,
    [property: JsonPropertyName("multiValueHeaders")] IDictionary<string, IList<string>> MultiValueHeaders,
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("isBase64Encoded")] bool IsBase64Encoded)
{
    public static GatewayResponseV1 From(HttpStatusCode status, Dictionary<string, IList<string>> headers, HttpBody body) =>
        new((int)status, headers.Count == 0 ? null : headers, body.Text, body.IsBase64Encoded);
}

/// <summary>An answer in payload format 2.0; the published package writes Cookies with a capital, always null.</summary>
internal sealed record GatewayResponseV2(
    [property: JsonPropertyName("statusCode")] int StatusCode,
    [property: JsonPropertyName("headers")] IDictionary<string, string> Headers,
    string[] Cookies,
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("isBase64Encoded")] bool IsBase64Encoded)
{
    public static GatewayResponseV2 From(HttpStatusCode status, Dictionary<string, IList<string>> headers, HttpBody body) =>
        new((int)status, Joined(headers), null, body.Text, body.IsBase64Encoded);

    private static Dictionary<string, string> Joined(Dictionary<string, IList<string>> headers) => headers.Count == 0
        ? null
        : headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.Ordinal);
}

/// <summary>Writes the answers without reflection.</summary>
[JsonSerializable(typeof(GatewayResponseV1))]
[JsonSerializable(typeof(GatewayResponseV2))]
internal sealed partial class GatewayResponses : JsonSerializerContext;
