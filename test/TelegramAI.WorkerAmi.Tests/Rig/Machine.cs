using System.Diagnostics;
using System.Globalization;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>A machine that runs in a container of systemd, from a tree of files that it does not change, on this machine's network.</summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>The folder beside its layer that holds Docker's files, where the machine is to have Docker.</summary>
    public const string DockerDisk = "docker";

    private readonly Process _process;
    private readonly string _folder;
    private readonly int _init;

    private Machine(Process process, string folder, int init) => (_process, _folder, _init) = (process, folder, init);

    /// <summary>What it wrote so far, for a machine that starts from it: the layer over its tree.</summary>
    public string Layer => Path.Combine(_folder, "upper");

    /// <summary>Whether it has switched itself off.</summary>
    public bool IsOff => !Directory.Exists($"/proc/{_init}");

    /// <summary>Boots it.</summary>
    /// <param name="tree">The folder of its files; several with colons between them, the uppermost first.</param>
    /// <param name="folder">An empty folder for what it writes.</param>
    /// <param name="prepare">Puts files into its layer before it boots.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Machine> BootAsync(string tree, string folder, Func<string, Task> prepare, CancellationToken cancellationToken)
    {
        foreach (var part in (string[])["upper", "work", "root"])
            Directory.CreateDirectory(Path.Combine(folder, part));
        await prepare(Path.Combine(folder, "upper"));

        var script = Path.Combine(AppContext.BaseDirectory, "Rig", "machine.sh");
        var start = new ProcessStartInfo(
            "unshare", ["--mount", "--propagation", "private", "bash", script, tree, folder, $"telegramai-{Guid.NewGuid():N}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (int.TryParse(line, CultureInfo.InvariantCulture, out var init))
            return new Machine(process, folder, init);

        var console = Path.Combine(folder, "console.log");
        throw new InvalidOperationException($"The machine did not boot: {(File.Exists(console) ? await File.ReadAllTextAsync(console, cancellationToken) : "no console")}");
    }

    /// <summary>Runs a program inside the machine.</summary>
    public Task<CommandResult> RunAsync(string program, params string[] arguments) => Command.RunAsync(
        "nsenter",
        ["--target", _init.ToString(CultureInfo.InvariantCulture), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", program, .. arguments],
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>A property of a unit, as <c>systemctl show</c> says it.</summary>
    public async Task<string> PropertyAsync(string unit, string property) =>
        (await RunAsync("systemctl", "show", "--property", property, "--value", unit)).Output.Trim();

    /// <summary>What the worker's unit wrote, for the message of a spec that fails.</summary>
    public async Task<string> JournalAsync() =>
        (await RunAsync("journalctl", "--no-pager", "--lines", "80", "--unit", "telegramai-worker.service", "--unit", "docker.service", "--unit", "cloud-init.service")).All;

    /// <summary>Powers it off. What it wrote stays.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
