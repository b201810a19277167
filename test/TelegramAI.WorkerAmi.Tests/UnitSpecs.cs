using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

/// <summary>What systemd itself says of the units, in a tree with nothing but them and what they start.</summary>
public sealed class UnitSpecs : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("telegramai-units");

    [Theory]
    [InlineData("docker", "/usr/bin/docker", "/opt/telegramai/run-container.sh")]
    [InlineData("systemd", "/opt/telegramai/worker/TelegramAI.Worker.Ec2")]
    public async Task Systemd_has_nothing_to_say_against_the_unit(string variant, params string[] programs)
    {
        await PutAsync(variant, programs, unit => unit);
        var result = await AnalyzeAsync("verify", "telegramai-worker.service");

        // It ends with 0 in spite of a misspelt key, and only says so.
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Systemd_has_nothing_to_say_against_the_dead_mans_switch()
    {
        await PutAsync("systemd", ["/opt/telegramai/worker/TelegramAI.Worker.Ec2", "/opt/telegramai/deadman.sh"], unit => unit);
        foreach (var unit in (string[])["telegramai-deadman.service", "telegramai-deadman.timer"])
        {
            File.Copy(Path.Combine(ImageFolder.FullName, unit), In(_root.FullName, $"/etc/systemd/system/{unit}"));
            var verified = await AnalyzeAsync("verify", unit);
            Assert.Equal(("", 0), (verified.Errors, verified.ExitCode));
        }

        var result = await AnalyzeAsync("security", "--offline=yes", "--threshold=30", "--no-pager", "telegramai-deadman.service");
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("systemd")]
    public async Task A_worker_that_ends_again_and_again_ends_its_machine_within_5_minutes(string variant)
    {
        var unit = await File.ReadAllLinesAsync(
            Path.Combine(ImageFolder.FullName, variant, "telegramai-worker.service"), TestContext.Current.CancellationToken);
        Assert.Contains("StartLimitAction=poweroff-force", unit);
        Assert.Contains("StartLimitIntervalSec=300", unit);
    }

    [Fact]
    public async Task A_misspelt_line_or_a_missing_program_would_be_seen()
    {
        await PutAsync("systemd", [], unit => unit.Replace("Restart=always", "Restart=allways", StringComparison.Ordinal));
        var result = await AnalyzeAsync("verify", "telegramai-worker.service");
        Assert.Contains("allways", result.Errors, StringComparison.Ordinal);
        Assert.Contains("is not executable", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("systemd")]
    public async Task The_unit_exposes_the_machine_to_less_than_3_of_10(string variant)
    {
        await PutAsync(variant, [], unit => unit);
        var result = await AnalyzeAsync("security", "--offline=yes", "--threshold=30", "--no-pager", "telegramai-worker.service");
        TestContext.Current.TestOutputHelper?.WriteLine($"{variant}: {result.Output.TrimEnd().Split('\n')[^1]}");
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Fact]
    public async Task A_unit_without_hardening_would_be_seen()
    {
        await PutAsync("systemd", [], unit => string.Join('\n', unit.Split('\n').Where(line => !line.StartsWith("Protect", StringComparison.Ordinal)
            && !line.StartsWith("SystemCall", StringComparison.Ordinal) && !line.StartsWith("Capability", StringComparison.Ordinal))));
        var result = await AnalyzeAsync("security", "--offline=yes", "--threshold=30", "--no-pager", "telegramai-worker.service");
        Assert.NotEqual(0, result.ExitCode);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string In(string root, string path) => Path.Combine(root, path.TrimStart('/'));

    private async Task PutAsync(string variant, string[] programs, Func<string, string> change)
    {
        Needs.Tools("systemd-analyze");
        var units = Directory.CreateDirectory(In(_root.FullName, "/etc/systemd/system")).FullName;
        var unit = await File.ReadAllTextAsync(Path.Combine(ImageFolder.FullName, variant, "telegramai-worker.service"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(units, "telegramai-worker.service"), change(unit), TestContext.Current.CancellationToken);

        // The targets that every unit has to do with; systemd takes a unit without a file for a mistake.
        foreach (var target in (string[])["sysinit.target", "basic.target", "shutdown.target", "multi-user.target", "network-online.target", "timers.target", "time-sync.target", "time-set.target"])
            await File.WriteAllTextAsync(Path.Combine(units, target), "[Unit]\nDescription=A target\n", TestContext.Current.CancellationToken);

        foreach (var program in programs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(_root.FullName, program))!);
            File.Copy("/bin/true", In(_root.FullName, program));
        }
    }

    private Task<CommandResult> AnalyzeAsync(string verb, params string[] arguments) => Command.RunAsync(
        "systemd-analyze", [verb, $"--root={_root.FullName}", .. arguments], cancellationToken: TestContext.Current.CancellationToken);
}
