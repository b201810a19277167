using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>How a period's values become one.</summary>
public class Statistic(string value) : ConstantClass(value)
{
    public static readonly Statistic Average = new("Average");
    public static readonly Statistic Maximum = new("Maximum");
    public static readonly Statistic Minimum = new("Minimum");
    public static readonly Statistic SampleCount = new("SampleCount");
    public static readonly Statistic Sum = new("Sum");

    /// <summary>The known constant of that value, or a new one.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    public static implicit operator Statistic(string value) => FindValue(value);
}
