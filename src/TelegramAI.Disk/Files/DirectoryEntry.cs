using System.Runtime.InteropServices;
using System.Text;

namespace TelegramAI.Disk.Files;

/// <summary>
/// Makes a renamed file's name durable. On Unix a name belongs to its directory, which is flushed on its own, and .NET opens no directories.
/// Windows keeps names in its file system's journal and offers nothing to flush.
/// </summary>
internal static class DirectoryEntry
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The directory can't be flushed.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Open(Encoding.UTF8.GetBytes($"{directory}\0"), ReadOnly);
        if (descriptor < 0)
            throw new IOException($"Can't open '{directory}': {Marshal.GetLastPInvokeErrorMessage()}");

        try
        {
            if (Synchronize(descriptor) != 0)
                throw new IOException($"Can't flush '{directory}': {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
