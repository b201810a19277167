using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Documents;

/// <summary>Where documents and videos are kept (section <c>Videos</c>, beside <see cref="VideoOptions"/>).</summary>
public sealed class BucketOptions
{
    public const string Section = VideoOptions.Section;

    /// <summary>The S3 bucket's name.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>How long a call that S3 does not take is made again, in seconds; 0 leaves it at the SDK's own tries.</summary>
    public int StoreRetrySeconds { get; set; } = 180;
}

/// <summary>Reports every error of <see cref="BucketOptions"/> at once.</summary>
public sealed class BucketOptionsValidator : IValidateOptions<BucketOptions>
{
    public ValidateOptionsResult Validate(string? name, BucketOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
        if (options.Bucket.Length is < 3 or > 63 || !options.Bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.'))
            errors.AddError($"{BucketOptions.Section}:Bucket is '{options.Bucket}': a bucket's name has 3 to 63 small letters, digits, '-' or '.'");

        if (options.StoreRetrySeconds is < 0 or > 1800)
            errors.AddError($"{BucketOptions.Section}:StoreRetrySeconds is {options.StoreRetrySeconds}: it must be 0 to 1800, the longest that a job may take");

        return errors.Build();
    }
}
