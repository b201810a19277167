using System.Diagnostics;

namespace TelegramAI.WorkerRig;

/// <summary>Waiting for what other processes do.</summary>
public static class Patience
{
    /// <summary>Waits until something is so; the spec fails where it does not become so in time.</summary>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan patience, Func<Task<bool>> isSo, Func<string>? explain = null)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            var waited = Stopwatch.GetElapsedTime(began);
            Assert.True(waited < patience, $"Not within {patience.TotalSeconds:0} s: {what}\n{explain?.Invoke()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(began);
    }
}
