using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace AWSSDK.Shared;

/// <summary>Gives the endpoint provider what the configuration says.</summary>
internal sealed class ServiceEndpointResolver : BaseEndpointResolver
{
    public static ServiceEndpointParameters Map(IClientConfig config, string alternateRegion) => new()
    {
        Region = alternateRegion
            ?? config.RegionEndpoint?.SystemName
            ?? config.AuthenticationRegion
            ?? AWSSDKUtils.DetermineRegion(config.ServiceURL ?? ""),
        Endpoint = config.ServiceURL,
        UseFips = config.UseFIPSEndpoint,
        UseDualStack = config.UseDualstackEndpoint,
    };

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        Map(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);
}

internal sealed class ServiceEndpointParameters : EndpointParameters
{
    public string Region { get; init; }

    /// <summary>An address that replaces the regional one, as AWS_ENDPOINT_URL does.</summary>
    public string Endpoint { get; init; }

    public bool UseFips { get; init; }

    public bool UseDualStack { get; init; }
}
