using System.Net;
using Amazon.Runtime;

namespace Amazon.SecretsManager
{
    public class AmazonSecretsManagerException : AmazonServiceException
    {
        public AmazonSecretsManagerException(string message)
            : base(message)
        {
        }

        public AmazonSecretsManagerException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public AmazonSecretsManagerException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}

namespace Amazon.SecretsManager.Model
{
    /// <summary>There is no such secret, or no such version of it.</summary>
    public class ResourceNotFoundException : AmazonSecretsManagerException
    {
        public ResourceNotFoundException(string message)
            : base(message)
        {
        }

        public ResourceNotFoundException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>A parameter has a value that is not allowed.</summary>
    public class InvalidParameterException : AmazonSecretsManagerException
    {
        public InvalidParameterException(string message)
            : base(message)
        {
        }

        public InvalidParameterException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The secret is in no state for this, for example deleted.</summary>
    public class InvalidRequestException : AmazonSecretsManagerException
    {
        public InvalidRequestException(string message)
            : base(message)
        {
        }

        public InvalidRequestException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The secret's key could not decrypt it.</summary>
    public class DecryptionFailureException : AmazonSecretsManagerException
    {
        public DecryptionFailureException(string message)
            : base(message)
        {
        }

        public DecryptionFailureException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The service failed.</summary>
    public class InternalServiceErrorException : AmazonSecretsManagerException
    {
        public InternalServiceErrorException(string message)
            : base(message)
        {
        }

        public InternalServiceErrorException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}
