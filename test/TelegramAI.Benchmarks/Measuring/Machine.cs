using System.Runtime.InteropServices;

namespace TelegramAI.Benchmarks.Measuring;

/// <summary>What a figure means nothing without.</summary>
internal static class Machine
{
    public static void Print()
    {
        Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Console.WriteLine($"{Environment.ProcessorCount} cores{Load()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000} GB of memory");
    }

    /// <summary>Others on the machine take their share of it: a figure taken under load is too low.</summary>
    private static string Load() =>
        OperatingSystem.IsLinux() ? $" (load before: {File.ReadAllText("/proc/loadavg").Split(' ')[0]})" : "";
}
