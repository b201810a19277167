namespace TelegramAI.Worker.Polling;

/// <summary>
/// How long to wait after failures in a row: doubling up to a cap, and spread at random so that a fleet does not return at once.
/// https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan Base = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(1);

    public static TimeSpan After(int failures, Random random)
    {
        var doubled = Base * Math.Pow(2, Math.Clamp(failures - 1, 0, 16));
        var longest = doubled < Cap ? doubled : Cap;
        return longest * (0.5 + (random.NextDouble() / 2));
    }
}
