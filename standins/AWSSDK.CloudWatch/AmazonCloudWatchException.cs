using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch
{
    public class AmazonCloudWatchException : AmazonServiceException
    {
        public AmazonCloudWatchException(string message)
            : base(message)
        {
        }

        public AmazonCloudWatchException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public AmazonCloudWatchException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}

namespace Amazon.CloudWatch.Model
{
    /// <summary>A parameter has a value that is not allowed.</summary>
    public class InvalidParameterValueException : AmazonCloudWatchException
    {
        public InvalidParameterValueException(string message)
            : base(message)
        {
        }

        public InvalidParameterValueException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>A required parameter is missing.</summary>
    public class MissingRequiredParameterException : AmazonCloudWatchException
    {
        public MissingRequiredParameterException(string message)
            : base(message)
        {
        }

        public MissingRequiredParameterException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>Parameters exclude each other.</summary>
    public class InvalidParameterCombinationException : AmazonCloudWatchException
    {
        public InvalidParameterCombinationException(string message)
            : base(message)
        {
        }

        public InvalidParameterCombinationException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }

    /// <summary>The token of the next page is not valid, or no longer.</summary>
    public class InvalidNextTokenException : AmazonCloudWatchException
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

    /// <summary>The service failed.</summary>
    public class InternalServiceException : AmazonCloudWatchException
    {
        public InternalServiceException(string message)
            : base(message)
        {
        }

        public InternalServiceException(
            string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
            : base(message, innerException, errorType, errorCode, requestId, statusCode)
        {
        }
    }
}
