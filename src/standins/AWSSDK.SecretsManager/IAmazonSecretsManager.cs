using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

public interface IAmazonSecretsManager : IAmazonService, IDisposable
{
    /// <summary>Reads a version of a secret: the current one unless the request says otherwise.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such secret, or no such version of it.</exception>
    Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default);
}
