using System.Diagnostics;

namespace TelegramAI.Testing.Files;

/// <summary>A real file system of a given size in memory. Mounting it takes root's rights; without them the spec is skipped, except in CI.</summary>
public sealed class TinyDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public TinyDisk(int kilobytes)
    {
        var mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path);
        if (mounted)
            return;

        _folder.Dispose();
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "A small disk to fill can be mounted only on Linux and with root's rights");
        Assert.Fail("CI must be able to mount a small disk");
    }

    public string Path => _folder.Path;

    public string this[string name] => _folder[name];

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    /// <summary>Takes all the room there is; deleting the file gives it back.</summary>
    public string Fill()
    {
        var path = this["filler"];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            return path;
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
