using System.Net;
using Amazon.AutoScaling.Model;
using Amazon.Runtime;

namespace Amazon.AutoScaling;

/// <summary>The exception for each error code of the service.</summary>
internal static class AutoScalingErrors
{
    public static AmazonServiceException Make(
        string message, Exception inner, ErrorType type, string code, string requestId, HttpStatusCode status) => code switch
        {
            "ResourceContention" => new ResourceContentionException(message, inner, type, code, requestId, status),
            "ScalingActivityInProgress" => new ScalingActivityInProgressException(message, inner, type, code, requestId, status),
            "LimitExceeded" => new LimitExceededException(message, inner, type, code, requestId, status),
            "InvalidNextToken" => new InvalidNextTokenException(message, inner, type, code, requestId, status),
            "ServiceLinkedRoleFailure" => new ServiceLinkedRoleFailureException(message, inner, type, code, requestId, status),
            _ => new AmazonAutoScalingException(message, inner, type, code, requestId, status),
        };
}
