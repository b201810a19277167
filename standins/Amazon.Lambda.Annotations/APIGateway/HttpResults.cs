using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>Makes HTTP answers.</summary>
public class HttpResults : IHttpResult
{
    private readonly object _body;
    private readonly Dictionary<string, IList<string>> _headers = new(StringComparer.Ordinal);

    private HttpResults(HttpStatusCode statusCode, object body = null)
    {
        StatusCode = statusCode;
        _body = body;
    }

    /// <inheritdoc/>
    public HttpStatusCode StatusCode { get; }

    /// <summary>202.</summary>
    public static IHttpResult Accepted(object body = null) => new HttpResults(HttpStatusCode.Accepted, body);

    /// <summary>502.</summary>
    public static IHttpResult BadGateway() => new HttpResults(HttpStatusCode.BadGateway);

    /// <summary>400.</summary>
    public static IHttpResult BadRequest(object body = null) => new HttpResults(HttpStatusCode.BadRequest, body);

    /// <summary>409.</summary>
    public static IHttpResult Conflict(object body = null) => new HttpResults(HttpStatusCode.Conflict, body);

    /// <summary>201, with where the new thing is.</summary>
    public static IHttpResult Created(string uri = null, object body = null) =>
        new HttpResults(HttpStatusCode.Created, body).WithLocation(uri);

    /// <summary>403.</summary>
    public static IHttpResult Forbid(object body = null) => new HttpResults(HttpStatusCode.Forbidden, body);

    /// <summary>500.</summary>
    public static IHttpResult InternalServerError(object body = null) => new HttpResults(HttpStatusCode.InternalServerError, body);

    /// <summary>404.</summary>
    public static IHttpResult NotFound(object body = null) => new HttpResults(HttpStatusCode.NotFound, body);

    /// <summary>200.</summary>
    public static IHttpResult Ok(object body = null) => new HttpResults(HttpStatusCode.OK, body);

    /// <summary>302, 301 when permanent; 307 and 308 when the method must stay the same.</summary>
    public static IHttpResult Redirect(string uri, bool permanent = false, bool preserveMethod = false)
    {
        var status = (permanent, preserveMethod) switch
        {
            (true, true) => HttpStatusCode.PermanentRedirect,
            (true, false) => HttpStatusCode.MovedPermanently,
            (false, true) => HttpStatusCode.TemporaryRedirect,
            _ => HttpStatusCode.Redirect,
        };
        return new HttpResults(status).WithLocation(uri);
    }

    /// <summary>503, with the seconds after which to try again.</summary>
    public static IHttpResult ServiceUnavailable(int? delaySeconds = null)
    {
        var result = new HttpResults(HttpStatusCode.ServiceUnavailable);
        return delaySeconds > 0 ? result.AddHeader("retry-after", delaySeconds.Value.ToString(CultureInfo.InvariantCulture)) : result;
    }

    /// <summary>401.</summary>
    public static IHttpResult Unauthorized() => new HttpResults(HttpStatusCode.Unauthorized);

    /// <summary>Any other status.</summary>
    public static IHttpResult NewResult(HttpStatusCode statusCode, object body = null) => new HttpResults(statusCode, body);

    /// <inheritdoc/>
    public IHttpResult AddHeader(string name, string value)
    {
        // HTTP/2 and the gateway's second format know header names in lower case only.
        var key = name.ToLowerInvariant();
        if (!_headers.TryGetValue(key, out var values))
            _headers[key] = values = [];
        values.Add(value);
        return this;
    }

    /// <inheritdoc/>
    public Stream Serialize(HttpResultSerializationOptions options)
    {
        var body = HttpBody.From(_body, options.Serializer);
        if (!string.IsNullOrEmpty(body.Text) && !_headers.ContainsKey("content-type"))
            AddHeader("content-type", body.ContentType);

        var stream = new MemoryStream();
        if (options.Format == HttpResultSerializationOptions.ProtocolFormat.HttpApi
            && options.Version == HttpResultSerializationOptions.ProtocolVersion.V2)
            JsonSerializer.Serialize(stream, GatewayResponseV2.From(StatusCode, _headers, body), GatewayResponses.Default.GatewayResponseV2);
        else
            JsonSerializer.Serialize(stream, GatewayResponseV1.From(StatusCode, _headers, body), GatewayResponses.Default.GatewayResponseV1);
        stream.Position = 0;
        return stream;
    }

    private HttpResults WithLocation(string uri)
    {
        if (uri is not null)
            AddHeader("location", uri);
        return this;
    }
}
