using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>The answer to a request of an HTTP API or a Function URL.</summary>
[DataContract]
public class APIGatewayHttpApiV2ProxyResponse
{
    [DataMember(Name = "statusCode")]
    [JsonPropertyName("statusCode")]
    public int StatusCode { get; set; }

    [DataMember(Name = "headers")]
    [JsonPropertyName("headers")]
    public IDictionary<string, string> Headers { get; set; }

    [DataMember(Name = "cookies")]
    [JsonPropertyName("cookies")]
    public string[] Cookies { get; set; }

    [DataMember(Name = "body")]
    [JsonPropertyName("body")]
    public string Body { get; set; }

    [DataMember(Name = "isBase64Encoded")]
    [JsonPropertyName("isBase64Encoded")]
    public bool IsBase64Encoded { get; set; }

    public void SetHeaderValues(string headerName, string value, bool append) => SetHeaderValues(headerName, [value], append);

    public void SetHeaderValues(string headerName, IEnumerable<string> values, bool append)
    {
        Headers ??= new Dictionary<string, string>(StringComparer.Ordinal);
        var all = append && Headers.TryGetValue(headerName, out var old) ? values.Prepend(old) : values;
        Headers[headerName] = string.Join(',', all);
    }
}
