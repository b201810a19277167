namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>The function answers a route of an HTTP API.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class HttpApiAttribute(LambdaHttpMethod method, string template) : Attribute
{
    /// <summary>The format of request and response.</summary>
    public HttpApiVersion Version { get; set; } = HttpApiVersion.V2;

    /// <summary>The route's path, with its parameters in braces.</summary>
    public string Template { get; set; } = template;

    /// <summary>The route's method.</summary>
    public LambdaHttpMethod Method { get; set; } = method;

    /// <summary>The authorizer that guards the route.</summary>
    public string Authorizer { get; set; }
}

/// <summary>The format of an HTTP API's requests and responses.</summary>
public enum HttpApiVersion
{
    /// <summary>Payload format 1.0.</summary>
    V1 = 0,

    /// <summary>Payload format 2.0.</summary>
    V2 = 1,
}
