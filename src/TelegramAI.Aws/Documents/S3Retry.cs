using Amazon.Runtime;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Aws.Documents;

/// <summary>
/// Makes calls of S3 again for some minutes, where the SDK gives up within seconds: so an S3 that is away for a while pauses a job where it
/// is, instead of failing it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
/// </summary>
internal sealed class S3Retry(IOptions<BucketOptions> options, TimeProvider time)
{
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));

    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="atMost">How long to try where it is not worth as much as the setting says.</param>
    /// <exception cref="ServiceUnavailableException">S3 was away for all that time.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken, TimeSpan? atMost = null)
    {
        var timeout = TimeSpan.FromSeconds(options.Value.StoreRetrySeconds);
        if (atMost < timeout)
            timeout = atMost.Value;

        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var wait = _backoff.After(failures);
            try
            {
                return await call();
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsPassing(exception))
            {
                if (time.GetElapsedTime(began) + wait >= timeout)
                    throw new ServiceUnavailableException($"S3 can't be reached: {exception.Message}", exception);

                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }

    /// <summary>Whether the same call may succeed later: S3 is away or busy, or the bytes came damaged.</summary>
    private static bool IsPassing(Exception exception) => exception switch
    {
        AmazonServiceException refusal => (int)refusal.StatusCode is 0 or 429 or >= 500
            || refusal.Retryable is not null
            || refusal.ErrorCode is "RequestTimeout" or "SlowDown" or "BadDigest" or "XAmzContentChecksumMismatch" or "IncompleteBody",
        OperationCanceledException timeout => timeout.InnerException is TimeoutException,
        _ => exception is AmazonClientException or HttpRequestException or IOException,
    };
}
