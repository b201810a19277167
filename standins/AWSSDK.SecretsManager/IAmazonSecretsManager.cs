using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

public interface IAmazonSecretsManager : IAmazonService, IDisposable
{
    // An interface whose static members have no body can be no type argument, not even of a container's method.
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSecretsManagerConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSecretsManagerClient(awsCredentials, (AmazonSecretsManagerConfig)clientConfig);

    /// <summary>Reads a version of a secret: the current one unless the request says otherwise.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such secret, or no such version of it.</exception>
    Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default);
}
