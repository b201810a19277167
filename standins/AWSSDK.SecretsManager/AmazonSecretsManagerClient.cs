using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecretsManager.Model;
using AWSSDK.Shared;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerClient : AmazonServiceClient, IAmazonSecretsManager
{
    private static readonly ServiceMetadata Metadata = new(AmazonSecretsManagerConfig.Id);

    public AmazonSecretsManagerClient()
        : base(new AmazonSecretsManagerConfig())
    {
    }

    public AmazonSecretsManagerClient(RegionEndpoint region)
        : base(new AmazonSecretsManagerConfig { RegionEndpoint = region })
    {
    }

    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig config)
        : base(config)
    {
    }

    public AmazonSecretsManagerClient(AWSCredentials credentials)
        : base(credentials, new AmazonSecretsManagerConfig())
    {
    }

    public AmazonSecretsManagerClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonSecretsManagerConfig { RegionEndpoint = region })
    {
    }

    public AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<GetSecretValueResponse> GetSecretValueAsync(
        GetSecretValueRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetSecretValueResponse>(request, SecretOperations.GetSecretValue, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);
}
