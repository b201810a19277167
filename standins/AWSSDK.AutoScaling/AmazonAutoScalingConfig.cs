using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using AWSSDK.Shared;

namespace Amazon.AutoScaling;

public class AmazonAutoScalingConfig : ClientConfig
{
    internal const string Id = "Auto Scaling";
    internal const string Version = "2011-01-01";

    public AmazonAutoScalingConfig()
        : base(ServiceDefaults.CreateProvider())
    {
        base.ServiceId = Id;
        AuthenticationServiceName = "autoscaling";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => Id;

    public override string RegionEndpointServiceName => "autoscaling";

    public override string ServiceVersion => Version;

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString(Id, "4.0.11");

    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Map(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints() : RegionalEndpointProvider("autoscaling")
    {
        // In GovCloud the endpoints without IPv6 are validated under the common name.
        protected override bool HasFipsName(string partition, bool dualStack) => partition is not "aws-us-gov" || dualStack;
    }
}
