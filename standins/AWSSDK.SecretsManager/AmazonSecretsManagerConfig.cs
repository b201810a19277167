using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using AWSSDK.Shared;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerConfig : ClientConfig
{
    internal const string Id = "Secrets Manager";

    public AmazonSecretsManagerConfig()
        : base(ServiceDefaults.CreateProvider())
    {
        base.ServiceId = Id;
        AuthenticationServiceName = "secretsmanager";
        EndpointProvider = new Endpoints();
    }

    public static new string ServiceId => Id;

    public override string RegionEndpointServiceName => "secretsmanager";

    public override string ServiceVersion => "2017-10-17";

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString(Id, "4.0.5");

    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(ServiceEndpointResolver.Map(this, parameters.AlternateEndpoint?.SystemName));

    private sealed class Endpoints() : RegionalEndpointProvider("secretsmanager")
    {
        protected override bool HasDualStackName(string partition, bool fips) => partition switch
        {
            "aws" or "aws-us-gov" => false,
            "aws-cn" => fips,
            _ => true,
        };
    }
}
