namespace TelegramAI.Core.Waiting;

/// <summary>
/// How long to wait after failures in a row: doubling up to a cap, and spread at random so that not all come back at once.
/// https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
/// </summary>
/// <param name="First">The longest wait after the first failure; the shortest is half of it.</param>
/// <param name="Longest">The longest wait of all.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The wait after so many failures in a row, of which the first is 1.</summary>
    public TimeSpan After(int failures)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var longest = doubled < Longest ? doubled : Longest;
        return longest * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
