namespace TelegramAI.Worker.Confinement;

/// <summary>
/// A program that reads what strangers made, as ffmpeg does: it runs without network, without the worker's settings, and with a limit of
/// memory and of time. Where this executable is called by a link in a folder <c>confined</c>, it becomes the program of that name in the
/// folder above. A container without a shell can have it so, and it takes no right that a worker lacks.
/// </summary>
internal static class ConfinedProgram
{
    private const string Folder = "confined";

    /// <summary>The program to become; null where this is the worker itself.</summary>
    public static string? Find()
    {
        // The name by which it was called: everything else names the executable that the link leads to.
        // https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html
        if (!OperatingSystem.IsLinux() || File.ReadAllText("/proc/self/cmdline").Split('\0') is not [var called, ..])
            return null;

        return Path.GetDirectoryName(called) is { } folder && Path.GetFileName(folder) is Folder
            ? Path.Combine(folder, "..", Path.GetFileName(called))
            : null;
    }

    /// <summary>Becomes the program. Comes back only where that fails.</summary>
    /// <returns>The exit code that a shell has for a program that can't be run.</returns>
    public static int Become(string program, string[] arguments)
    {
        if (!ProcessLimits.TryEnter(out var failed))
        {
            Console.Error.WriteLine($"{program} is not run, because it can't be confined: {failed}");
            return 126;
        }

        var error = SystemCalls.Execute(program, arguments);
        Console.Error.WriteLine($"{program} can't be run: error {error}");
        return 126;
    }
}
