using System.Diagnostics;

namespace TelegramAI.Benchmarks.Measuring;

/// <summary>The most memory that this process has had.</summary>
internal static class PeakMemory
{
    private const string HighWaterMark = "VmHWM:";

    public static long Bytes
    {
        get
        {
            if (OperatingSystem.IsLinux())
            {
                // In kB, which are 1024 bytes: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
                var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(HighWaterMark, StringComparison.Ordinal));
                return long.Parse(line[HighWaterMark.Length..].Replace("kB", "", StringComparison.Ordinal)) * 1024;
            }

            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }
}
