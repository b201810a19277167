using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TelegramAI.YouTube.Muxing.Confinement;

/// <summary>Limits the address space of a process, beyond which it is given no memory. https://man7.org/linux/man-pages/man2/prlimit.2.html</summary>
[SupportedOSPlatform("linux")]
internal static partial class MemoryLimit
{
    private const int AddressSpace = 9;
    private const int NoSuchProcess = 3;

    /// <returns>Why it is not limited; null where it is, or has ended.</returns>
    public static string? Set(int processId, ulong bytes) =>
        SetLimit(processId, AddressSpace, new Limit(bytes, bytes), 0) == 0 || Marshal.GetLastPInvokeError() == NoSuchProcess
            ? null
            : Marshal.GetLastPInvokeErrorMessage();

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int processId, int resource, in Limit limit, nint previous);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
