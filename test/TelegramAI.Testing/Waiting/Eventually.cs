using System.Diagnostics;

namespace TelegramAI.Testing.Waiting;

/// <summary>Waits for what other processes or threads do.</summary>
public static class Eventually
{
    /// <summary>Waits until a condition holds, for 20 s at most; the spec fails where it does not.</summary>
    public static async Task IsTrueAsync(Func<bool> condition, string what)
    {
        if (await HoldsAsync(() => Task.FromResult(condition()), TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(20)) is null)
            Assert.Fail($"Not within 20 s: {what}");
    }

    /// <summary>Waits until a condition holds; the spec fails where it does not hold in time.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan timeout, Func<Task<bool>> condition, Func<string>? explain = null)
    {
        if (await HoldsAsync(condition, timeout) is { } waited)
            return waited;

        Assert.Fail($"Not within {timeout.TotalSeconds:0} s: {what}\n{explain?.Invoke()}");
        return timeout;
    }

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">It is looked at once at least.</param>
    /// <param name="timeout">For how long.</param>
    /// <param name="interval">How often it is looked at; each 100 ms by default.</param>
    /// <returns>How long it took; null where it did not hold in time.</returns>
    public static async Task<TimeSpan?> HoldsAsync(Func<Task<bool>> condition, TimeSpan timeout, TimeSpan? interval = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > timeout)
                return null;

            await Task.Delay(interval ?? TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
