using Microsoft.Extensions.Options;

namespace TelegramAI.Aws.Metrics;

/// <summary>Where metrics are published (section <c>Metrics</c>).</summary>
public sealed class MetricOptions
{
    public const string Section = "Metrics";

    /// <summary>The CloudWatch namespace.</summary>
    public string Namespace { get; set; } = "TelegramAI";
}

/// <summary>Reports every error of <see cref="MetricOptions"/> at once.</summary>
public sealed class MetricOptionsValidator : IValidateOptions<MetricOptions>
{
    private const string AmazonsOwn = "AWS/";

    public ValidateOptionsResult Validate(string? name, MetricOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();

        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
        if (options.Namespace.Length is 0 or > 255 || options.Namespace.StartsWith(AmazonsOwn, StringComparison.Ordinal))
            errors.AddError($"{MetricOptions.Section}:Namespace is '{options.Namespace}': it must have 1 to 255 characters and not begin with '{AmazonsOwn}'");

        return errors.Build();
    }
}
