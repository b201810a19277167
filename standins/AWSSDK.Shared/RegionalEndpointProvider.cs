using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace AWSSDK.Shared;

/// <summary>
/// A service's address in a region (https://docs.aws.amazon.com/general/latest/gr/rande.html): its name, the region and the
/// partition's suffix. A service says where it departs from that.
/// </summary>
internal class RegionalEndpointProvider(string service) : IEndpointProvider
{
    /// <exception cref="AmazonClientException">No region is configured, or the options exclude each other.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var p = (ServiceEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(p.Endpoint))
        {
            if (p.UseFips)
                throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
            if (p.UseDualStack)
                throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");
            return new Endpoint(p.Endpoint);
        }

        if (string.IsNullOrEmpty(p.Region))
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        var partition = Fn.Partition(p.Region);
        var name = p.UseFips && HasFipsName(partition.name, p.UseDualStack) ? service + "-fips" : service;
        var suffix = p.UseDualStack && HasDualStackName(partition.name, p.UseFips) ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{name}.{p.Region}.{suffix}");
    }

    /// <summary>Whether its FIPS 140 endpoints have a name of their own in that partition.</summary>
    protected virtual bool HasFipsName(string partition, bool dualStack) => true;

    /// <summary>Whether its IPv6 endpoints have a name of their own in that partition.</summary>
    protected virtual bool HasDualStackName(string partition, bool fips) => true;
}
