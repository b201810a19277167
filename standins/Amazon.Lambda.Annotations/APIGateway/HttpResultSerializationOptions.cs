using Amazon.Lambda.Core;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>The format that an <see cref="IHttpResult"/> is written in.</summary>
public class HttpResultSerializationOptions
{
    /// <summary>The kind of API.</summary>
    public ProtocolFormat Format { get; set; }

    /// <summary>The version of the payload format.</summary>
    public ProtocolVersion Version { get; set; }

    /// <summary>What writes a body that is neither text nor bytes.</summary>
    public ILambdaSerializer Serializer { get; set; }

    /// <summary>A kind of API.</summary>
    public enum ProtocolFormat
    {
        /// <summary>A REST API.</summary>
        RestApi = 0,

        /// <summary>An HTTP API or a function's URL.</summary>
        HttpApi = 1,
    }

    /// <summary>A version of the payload format.</summary>
    public enum ProtocolVersion
    {
        /// <summary>1.0.</summary>
        V1 = 0,

        /// <summary>2.0.</summary>
        V2 = 1,
    }
}
