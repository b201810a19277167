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
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFailure.IsTemporary(exception))
            {
                if (time.GetElapsedTime(began) + wait >= timeout)
                    throw AwsFailure.Unavailable("S3", exception);

                await Task.Delay(wait, time, cancellationToken);
            }
        }
    }
}
