using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace TelegramAI.Worker.Polling;

/// <summary>Whether a failure is that of something which can't be reached, and not of the job.</summary>
internal static class Outage
{
    public static bool Is(Exception exception) => exception switch
    {
        // Answers of 500 and more, throttling, and calls that had no answer.
        AmazonServiceException service => service.StatusCode is default(HttpStatusCode) or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            || service.Retryable is not null
            || service.ErrorCode is "RequestTimeout" or "SlowDown" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded"
            || (service.InnerException is { } inner && Is(inner)),
        AmazonClientException => true,
        HttpRequestException or SocketException or TimeoutException or System.Net.Http.HttpIOException => true,

        // The client of HTTP cancels itself where a call takes too long.
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
