namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>A method of HTTP.</summary>
public enum LambdaHttpMethod
{
    /// <summary>Every method.</summary>
    Any = 0,

    /// <summary>GET.</summary>
    Get = 1,

    /// <summary>POST.</summary>
    Post = 2,

    /// <summary>PUT.</summary>
    Put = 3,

    /// <summary>PATCH.</summary>
    Patch = 4,

    /// <summary>HEAD.</summary>
    Head = 5,

    /// <summary>DELETE.</summary>
    Delete = 6,

    /// <summary>OPTIONS.</summary>
    Options = 7,
}
