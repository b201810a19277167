using System.Net;
using Amazon.Runtime;

namespace Amazon.AutoScaling
{
    public class AmazonAutoScalingException : AmazonServiceException
    {
        public AmazonAutoScalingException(string message)
            : base(message)
        {
        }

        public AmazonAutoScalingException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public AmazonAutoScalingException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}

namespace Amazon.AutoScaling.Model
{
    /// <summary>Another change of the same group is under way.</summary>
    public class ResourceContentionException : AmazonAutoScalingException
    {
        public ResourceContentionException(string message)
            : base(message)
        {
        }

        public ResourceContentionException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The group is scaling, and the request was not to wait for that.</summary>
    public class ScalingActivityInProgressException : AmazonAutoScalingException
    {
        public ScalingActivityInProgressException(string message)
            : base(message)
        {
        }

        public ScalingActivityInProgressException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>A quota of the account is reached.</summary>
    public class LimitExceededException : AmazonAutoScalingException
    {
        public LimitExceededException(string message)
            : base(message)
        {
        }

        public LimitExceededException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The token of the next page is not valid, or no longer.</summary>
    public class InvalidNextTokenException : AmazonAutoScalingException
    {
        public InvalidNextTokenException(string message)
            : base(message)
        {
        }

        public InvalidNextTokenException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The service's own role is missing or may not do this.</summary>
    public class ServiceLinkedRoleFailureException : AmazonAutoScalingException
    {
        public ServiceLinkedRoleFailureException(string message)
            : base(message)
        {
        }

        public ServiceLinkedRoleFailureException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}
