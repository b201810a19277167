using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using AWSSDK.Shared;

namespace Amazon.CloudWatch;

public class AmazonCloudWatchConfig : ClientConfig
{
    internal const string Id = "CloudWatch";
    internal const string Version = "2010-08-01";

    public AmazonCloudWatchConfig()
        : base(ServiceDefaults.CreateProvider())
    {
        base.ServiceId = Id;
        AuthenticationServiceName = "monitoring";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => Id;

    public override string RegionEndpointServiceName => "monitoring";

    public override string ServiceVersion => Version;

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString(Id, "4.0.11");

    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Map(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints() : RegionalEndpointProvider("monitoring")
    {
        // In GovCloud all of its endpoints are validated, under the common name.
        protected override bool HasFipsName(string partition, bool dualStack) => partition is not "aws-us-gov";
    }
}
