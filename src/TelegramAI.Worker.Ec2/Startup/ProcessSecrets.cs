using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>
/// Keeps this process's memory and environment, where the bot's token and the role's keys are, from the other processes of its user.
/// ffmpeg is one of them: it has no network, but what it reads could leave in the video that it writes.
/// </summary>
internal static partial class ProcessSecrets
{
    private const int SetDumpable = 4;

    /// <summary>
    /// Makes <c>/proc/PID/environ</c> and <c>/proc/PID/mem</c> root's, and the process untraceable. Nothing is lost where that fails, so
    /// it is not told. https://man7.org/linux/man-pages/man2/pr_set_dumpable.2const.html
    /// </summary>
    public static void Hide()
    {
        if (OperatingSystem.IsLinux())
            _ = Control(SetDumpable, 0, 0, 0, 0);
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}
