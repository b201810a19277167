using System.Net;
using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>The exception for each error code of the service.</summary>
internal static class SecretErrors
{
    public static AmazonServiceException Make(
        string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) => code switch
        {
            "ResourceNotFoundException" => new ResourceNotFoundException(message, inner, type, code, requestId, status),
            "InvalidParameterException" => new InvalidParameterException(message, inner, type, code, requestId, status),
            "InvalidRequestException" => new InvalidRequestException(message, inner, type, code, requestId, status),
            "DecryptionFailure" => new DecryptionFailureException(message, inner, type, code, requestId, status),
            "InternalServiceError" => new InternalServiceErrorException(message, inner, type, code, requestId, status),
            _ => new AmazonSecretsManagerException(message, inner, type, code, requestId, status),
        };
}
