namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The worker's process on a machine, which in one variant is a container's.</summary>
internal sealed class RunningWorker
{
    private const string Container = "telegramai-worker";
    private readonly Machine _machine;
    private readonly bool _isContained;
    private readonly string _process;

    private RunningWorker(Machine machine, bool isContained, string process) => (_machine, _isContained, _process) = (machine, isContained, process);

    public static async Task<RunningWorker> FindAsync(string variant, Machine machine)
    {
        var isContained = IsContained(variant);
        var process = isContained
            ? (await machine.RunAsync("docker", "inspect", "--format", "{{.State.Pid}}", Container)).Output.Trim()
            : await machine.PropertyAsync("telegramai-worker.service", "MainPID");
        Assert.True(int.TryParse(process, out var id) && id > 1, $"The worker's process is '{process}'.");
        return new RunningWorker(machine, isContained, process);
    }

    /// <summary>What is there after the worker has ended: containers, or processes of its user.</summary>
    public static async Task<string> LeftAsync(string variant, Machine machine) =>
        (IsContained(variant) ? await machine.RunAsync("docker", "ps", "--all", "--quiet") : await machine.RunAsync("pgrep", "--list-full", "--euid", "telegramai")).All;

    /// <summary>The worker itself, and not what systemd started where that is Docker's client.</summary>
    public async Task KillAsync()
    {
        var result = await _machine.RunAsync("kill", "-s", "KILL", _process);
        Assert.True(result.ExitCode == 0, result.All);
    }

    /// <summary>
    /// Other processes of its user, as ffmpeg is one, can't read its environment. Where it has a container, that is as tight as the worker's
    /// own specs have it, and has the machine's disk for scratch.
    /// </summary>
    public async Task HasNoRightsAsync()
    {
        Assert.Equal("400 root", (await _machine.RunAsync("stat", "--format=%a %U", $"/proc/{_process}/environ")).Output.Trim());
        if (!_isContained)
            return;
        var contained = new ContainedProcess(await ReadAsync("status"), await ReadAsync("mountinfo"));
        contained.HasNoRights();
        Assert.Equal("/var/lib/telegramai/scratch", contained.Mount("/tmp").Source);
    }

    private static bool IsContained(string variant) => string.Equals(variant, "docker", StringComparison.Ordinal);

    private async Task<string> ReadAsync(string file) => (await _machine.RunAsync("cat", $"/proc/{_process}/{file}")).Output;
}
