using System.Diagnostics;

namespace TelegramAI.WorkerAmi.Tests.Rig;

internal static class Eventually
{
    /// <summary>Waits until something holds.</summary>
    /// <returns>How long it took; null where it did not come to hold.</returns>
    public static async Task<TimeSpan?> HoldsAsync(Func<Task<bool>> holds, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < patience)
        {
            if (await holds())
                return Stopwatch.GetElapsedTime(started);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return null;
    }
}
