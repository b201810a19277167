using System.Net;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The exception for each error code of the service.</summary>
internal static class CloudWatchErrors
{
    public static AmazonServiceException Make(
        string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) => code switch
        {
            "InvalidParameterValue" => new InvalidParameterValueException(message, inner, type, code, requestId, status),
            "MissingParameter" => new MissingRequiredParameterException(message, inner, type, code, requestId, status),
            "InvalidParameterCombination" => new InvalidParameterCombinationException(message, inner, type, code, requestId, status),
            "InvalidNextToken" => new InvalidNextTokenException(message, inner, type, code, requestId, status),
            "InternalServiceError" => new InternalServiceException(message, inner, type, code, requestId, status),
            _ => new AmazonCloudWatchException(message, inner, type, code, requestId, status),
        };
}
