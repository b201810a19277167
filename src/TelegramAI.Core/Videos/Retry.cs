namespace TelegramAI.Core.Videos;

/// <summary>What to do after a failure: how often to try in all, and how long to wait before the second try; each later wait doubles.</summary>
public readonly record struct Retry(int Attempts, TimeSpan Delay)
{
    /// <summary>Nobody waits longer than this for another try: YouTube's own limits let up within an hour.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    public static Retry Never => new(1, TimeSpan.Zero);

    public static Retry Now(int attempts) => new(attempts, TimeSpan.Zero);

    public static Retry Later(TimeSpan delay, int attempts) => new(attempts, delay);

    /// <summary>How long to wait after the given number of failed attempts, or null where no further one is made.</summary>
    public TimeSpan? DelayAfter(int failures)
    {
        if (failures >= Attempts)
            return null;

        var doubled = Delay * Math.Pow(2, failures - 1);
        return doubled < LongestDelay ? doubled : LongestDelay;
    }
}
