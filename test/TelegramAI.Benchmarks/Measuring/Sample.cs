namespace TelegramAI.Benchmarks.Measuring;

/// <summary>Several figures of one thing. The machine is shared: the middle one says most, the outer ones how far to trust it.</summary>
internal sealed class Sample(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Order()];

    public double Median => _sorted.Length % 2 == 1
        ? _sorted[_sorted.Length / 2]
        : (_sorted[(_sorted.Length / 2) - 1] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>What so many of a hundred figures do not exceed.</summary>
    public double Percentile(int percent) => _sorted[(int)Math.Ceiling(_sorted.Length * percent / 100.0) - 1];

    public double Lowest => _sorted[0];

    public double Highest => _sorted[^1];
}
