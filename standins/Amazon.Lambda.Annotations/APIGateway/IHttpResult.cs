using System.Net;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>An HTTP answer that does not yet know in which format the gateway wants it.</summary>
public interface IHttpResult
{
    /// <summary>The answer's status.</summary>
    HttpStatusCode StatusCode { get; }

    /// <summary>The answer as the gateway's JSON.</summary>
    Stream Serialize(HttpResultSerializationOptions options);

    /// <summary>Adds a header; a name used twice has both values.</summary>
    IHttpResult AddHeader(string name, string value);
}
