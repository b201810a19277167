namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>What the kernel says of a container's first process: https://man7.org/linux/man-pages/man5/proc.5.html</summary>
/// <param name="status">The text of <c>/proc/PID/status</c>.</param>
/// <param name="mounts">The text of <c>/proc/PID/mountinfo</c>.</param>
internal sealed class ContainedProcess(string status, string mounts)
{
    private readonly Dictionary<string, string> _status = status.Split('\n')
        .Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);

    /// <summary>What is mounted as a folder: the folder that it is in its own file system, and how.</summary>
    public (string Source, string[] Options) Mount(string folder)
    {
        var fields = mounts.Split('\n').Select(line => line.Split(' ')).Last(fields => fields.Length > 5 && string.Equals(fields[4], folder, StringComparison.Ordinal));
        return (fields[3], fields[5].Split(','));
    }

    /// <summary>It is the user of worker.Dockerfile, who can do nothing to the machine, and can write to its scratch only.</summary>
    public void HasNoRights()
    {
        Assert.StartsWith("10001\t10001\t10001\t10001", _status["Uid"], StringComparison.Ordinal);
        Assert.All(["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], set => Assert.Equal("0000000000000000", _status[set]));
        Assert.Equal("1", _status["NoNewPrivs"]);
        Assert.Equal("2", _status["Seccomp"]);
        Assert.Contains("ro", Mount("/").Options);
        Assert.Contains("rw", Mount("/tmp").Options);
    }
}
