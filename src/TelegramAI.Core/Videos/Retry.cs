namespace TelegramAI.Core.Videos;

/// <summary>What to do after a failure: how often to try in all, and how long to wait before the second try; each later wait doubles.</summary>
public readonly record struct Retry(int Attempts, TimeSpan Delay)
{
    /// <summary>Nobody waits longer than this for another try: YouTube's own limits let up within an hour.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    public static Retry Never => new(1, TimeSpan.Zero);

    public static Retry Now(int attempts) => new(attempts, TimeSpan.Zero);

    public static Retry Later(TimeSpan delay, int attempts) => new(attempts, delay);

    /// <summary>Tries, with doubling waits, until as much time has passed as <paramref name="total"/> says.</summary>
    public static Retry Until(TimeSpan total, TimeSpan delay)
    {
        var (attempts, waited) = (1, TimeSpan.Zero);
        while (waited < total)
            waited += Wait(delay, attempts++);

        return new Retry(attempts, delay);
    }

    /// <summary>How long to wait after the given number of failed attempts, or null where no further one is made.</summary>
    public TimeSpan? DelayAfter(int failures) => failures >= Attempts ? null : Wait(Delay, failures);

    private static TimeSpan Wait(TimeSpan delay, int failures)
    {
        var doubled = delay * Math.Pow(2, failures - 1);
        return doubled < LongestDelay ? doubled : LongestDelay;
    }
}
