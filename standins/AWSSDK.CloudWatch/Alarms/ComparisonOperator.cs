using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>How an alarm's metric is compared with its threshold.</summary>
public class ComparisonOperator(string value) : ConstantClass(value)
{
    public static readonly ComparisonOperator GreaterThanOrEqualToThreshold = new("GreaterThanOrEqualToThreshold");
    public static readonly ComparisonOperator GreaterThanThreshold = new("GreaterThanThreshold");
    public static readonly ComparisonOperator GreaterThanUpperThreshold = new("GreaterThanUpperThreshold");
    public static readonly ComparisonOperator LessThanLowerOrGreaterThanUpperThreshold = new("LessThanLowerOrGreaterThanUpperThreshold");
    public static readonly ComparisonOperator LessThanLowerThreshold = new("LessThanLowerThreshold");
    public static readonly ComparisonOperator LessThanOrEqualToThreshold = new("LessThanOrEqualToThreshold");
    public static readonly ComparisonOperator LessThanThreshold = new("LessThanThreshold");

    /// <summary>The known constant of that value, or a new one.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    public static implicit operator ComparisonOperator(string value) => FindValue(value);
}
