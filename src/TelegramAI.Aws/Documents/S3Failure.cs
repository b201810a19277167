using Amazon.S3;

namespace TelegramAI.Aws.Documents;

/// <summary>What S3's refusals mean here.</summary>
internal static class S3Failure
{
    public static bool IsMissingObject(AmazonS3Exception exception) => exception.ErrorCode is "NoSuchKey" or "NotFound";

    /// <summary>
    /// Whether a conditional request found another version (412), no version where one was expected (404), or met another request that
    /// was going on (409). https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    /// </summary>
    public static bool IsConflict(AmazonS3Exception exception) =>
        exception.ErrorCode is "PreconditionFailed" or "ConditionalRequestConflict" || IsMissingObject(exception);

    /// <summary>The error to throw: one that names the setting where there is no such bucket.</summary>
    public static Exception Of(AmazonS3Exception exception, string bucket) => exception.ErrorCode is "NoSuchBucket"
        ? new AwsResourceMissingException("a bucket", bucket, $"{BucketOptions.Section}:{nameof(BucketOptions.Bucket)}", exception)
        : exception;
}
