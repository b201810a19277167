namespace TelegramAI.Chat.Polling;

/// <summary>How long to wait after failures in a row: twice as long each time, spread so that not all come back at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static TimeSpan After(int failures)
    {
        var longest = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, failures - 1));
        return TimeSpan.FromSeconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
