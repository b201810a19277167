using Amazon.Runtime;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws;

/// <summary>
/// What a failed call of AWS means. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
/// </summary>
internal static class AwsFailure
{
    /// <summary>Whether the same call may succeed later: the service is away or busy, or the bytes came damaged.</summary>
    public static bool IsTemporary(Exception exception) => exception switch
    {
        AmazonServiceException refusal => (int)refusal.StatusCode is 0 or 429 or >= 500
            || refusal.Retryable is not null
            || refusal.ErrorCode is "RequestTimeout" or "SlowDown" or "BadDigest" or "XAmzContentChecksumMismatch" or "IncompleteBody",
        OperationCanceledException timeout => timeout.InnerException is TimeoutException,
        _ => exception is AmazonClientException or HttpRequestException or IOException,
    };

    /// <summary>Whether it is AWS that a call failed at, for now or for good, and not whoever called.</summary>
    public static bool IsAwsError(Exception exception) =>
        exception is ServiceUnavailableException or AmazonServiceException or AmazonClientException or HttpRequestException or IOException
        or OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Makes a call, which the SDK has tried often enough where it fails.</summary>
    /// <param name="service">The service, as people call it.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ServiceUnavailableException">It may succeed later.</exception>
    public static async Task<T> TranslateAsync<T>(string service, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (IsTemporary(exception))
        {
            throw Unavailable(service, exception);
        }
    }

    public static ServiceUnavailableException Unavailable(string service, Exception exception) =>
        new($"{service} can't be reached: {exception.Message}", exception);
}
