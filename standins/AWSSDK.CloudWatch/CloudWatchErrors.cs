using System.Net;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The exception for each error shape of the service, with the code that the error has in the Query protocol.</summary>
internal static class CloudWatchErrors
{
    public static AmazonServiceException Make(
        string message, Exception inner, ErrorType type, string shape, string requestId, HttpStatusCode status) => shape switch
        {
            "InvalidParameterValueException" => new InvalidParameterValueException(message, inner, type, "InvalidParameterValue", requestId, status),
            "MissingRequiredParameterException" => new MissingRequiredParameterException(message, inner, type, "MissingParameter", requestId, status),
            "InvalidParameterCombinationException" => new InvalidParameterCombinationException(message, inner, type, "InvalidParameterCombination", requestId, status),
            "InvalidNextToken" => new InvalidNextTokenException(message, inner, type, "InvalidNextToken", requestId, status),
            "InternalServiceFault" => new InternalServiceException(message, inner, type, "InternalServiceError", requestId, status),
            _ => new AmazonCloudWatchException(message, inner, type, shape, requestId, status),
        };
}
