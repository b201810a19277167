using System.Diagnostics;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Waiting;
using TelegramAI.WorkerAmi.Tests.Rig;

[assembly: AssemblyFixture(typeof(PublishedWorker))]
[assembly: AssemblyFixture(typeof(ContainerImage))]

namespace TelegramAI.WorkerAmi.Tests;

/// <summary>The rehearsal: an image is baked, and a machine is started from it.</summary>
public sealed class BakeSpecs(PublishedWorker worker, ContainerImage image, ITestOutputHelper output)
{
    private const string Unit = "telegramai-worker.service";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("docker")]
    [InlineData("systemd")]
    public async Task A_machine_of_a_baked_image_starts_its_worker_by_itself_which_does_a_job_and_comes_back_when_it_is_killed(string variant)
    {
        Needs.Skip(Needs.RehearsalSkip);
        await worker.GetAsync(Cancellation);
        await using var account = await Account.OpenAsync();
        var started = Stopwatch.GetTimestamp();
        await using var bake = await Bake.RunAsync(variant, account, build => PrepareAsync(variant, build));
        output.WriteLine($"prepared and baked in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.True(bake.Result.ExitCode == 0, bake.Result.All);
        Assert.Contains("the worker answers: {", bake.Result.All, StringComparison.Ordinal);
        Assert.Empty(bake.DockerIdentities);
        await ImageIsPublishedAsync(variant, account);

        await using var cloud = await Cloud.StartAsync();
        await cloud.AskAsync(VideoId.Parse("demo-test10"), 720);
        started = Stopwatch.GetTimestamp();
        await using var machine = await bake.BootAsync(cloud.UserData);
        await AnswersAsync(machine, cloud, bake);
        output.WriteLine($"a worker {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after the machine was switched on");

        var done = await Eventually.HoldsAsync(() => cloud.IsDoneAsync(VideoId.Parse("demo-test10")), TimeSpan.FromSeconds(60));
        Assert.True(done is not null, await cloud.DescribeAsync() + await machine.JournalAsync());
        output.WriteLine($"its first job was done {done.Value.TotalSeconds:0.0} s later");

        // ffmpeg had no network for it. The container's log is not in the journal; its own specs read it.
        Assert.DoesNotContain("ffmpeg is not confined", await machine.JournalAsync(), StringComparison.Ordinal);

        // The machine is a new one, and has nothing of the bake's.
        Assert.Equal("600 root", (await machine.RunAsync("stat", "--format=%a %U", "/etc/telegramai/worker.env")).Output.Trim());
        Assert.NotEqual(0, (await machine.RunAsync("test", "-e", "/home/ec2-user/.ssh/authorized_keys")).ExitCode);

        if (string.Equals(variant, "docker", StringComparison.Ordinal))
            Assert.NotNull(await Eventually.HoldsAsync(() => cloud.HasLogAsync(Bake.Instance), TimeSpan.FromSeconds(30)));

        var running = await RunningWorker.FindAsync(variant, machine);
        await running.HasNoRightsAsync();
        await running.KillAsync();
        started = Stopwatch.GetTimestamp();
        var back = await Eventually.HoldsAsync(async () => await machine.PropertyAsync(Unit, "NRestarts") is "1", TimeSpan.FromSeconds(30));
        Assert.True(back is not null, await machine.JournalAsync());
        await AnswersAsync(machine, cloud, bake);
        output.WriteLine($"back {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after it was killed");

        started = Stopwatch.GetTimestamp();
        await machine.RunAsync("systemctl", "stop", Unit);
        Assert.True(await machine.PropertyAsync(Unit, "Result") is "success", await machine.JournalAsync());
        Assert.Null(await cloud.HealthAsync());
        Assert.Equal("", await RunningWorker.LeftAsync(variant, machine));
        output.WriteLine($"ended in order in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");

        await machine.RunAsync("systemctl", "start", Unit);
        await AnswersAsync(machine, cloud, bake);
        started = Stopwatch.GetTimestamp();
        await BreakAsync(variant, machine);
        Assert.NotNull(await Eventually.HoldsAsync(() => Task.FromResult(machine.IsOff), TimeSpan.FromSeconds(60)));
        output.WriteLine($"switched off {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after it was broken");
    }

    private async Task PrepareAsync(string variant, string build)
    {
        if (string.Equals(variant, "docker", StringComparison.Ordinal))
            ContainerImage.Link(await image.GetAsync(worker, Cancellation), build);
        else
            await Payload.PrepareAsync(variant, await worker.GetAsync(Cancellation), build);
    }

    private static async Task ImageIsPublishedAsync(string variant, Account account)
    {
        var image = Assert.Single(await account.ImagesAsync());
        var id = Account.Text(image, "imageId");
        Assert.Equal(id, await account.ParameterAsync("/telegramai/worker-ami"));
        Assert.Equal(["terminated"], await account.MachineStatesAsync());

        var tags = Account.Tags(image);
        Assert.Equal(variant, tags["Variant"]);
        Assert.Equal(PublishedWorker.Version, tags["WorkerVersion"]);
        Assert.StartsWith("al2023-ami-2023.", tags["SourceImage"], StringComparison.Ordinal);
    }

    /// <summary>One machine loses what its worker runs in for good, the other's worker hangs; both are as quick about it as a spec may be.</summary>
    private static async Task BreakAsync(string variant, Machine machine)
    {
        if (string.Equals(variant, "docker", StringComparison.Ordinal))
        {
            await OverrideAsync(machine, Unit, "[Service]\nRestartSec=1\n");
            await machine.RunAsync("systemctl", "mask", "--runtime", "--now", "docker.socket", "docker.service");
            return;
        }

        await OverrideAsync(machine, "telegramai-deadman.service", "[Service]\nEnvironment=DEADMAN_SECONDS=5\n");
        await OverrideAsync(machine, "telegramai-deadman.timer", "[Timer]\nOnUnitActiveSec=1s\n");
        await machine.RunAsync("systemctl", "kill", "--signal=STOP", Unit);
    }

    private static async Task OverrideAsync(Machine machine, string unit, string lines)
    {
        var folder = $"/run/systemd/system/{unit}.d";
        await machine.RunAsync("sh", "-c", $"mkdir -p {folder} && printf '{lines}' > {folder}/spec.conf && systemctl daemon-reload");
    }

    private static async Task AnswersAsync(Machine machine, Cloud cloud, Bake bake)
    {
        var answered = await Eventually.HoldsAsync(async () => await cloud.HealthAsync() is { } health
            && string.Equals((string?)health["worker"], PublishedWorker.Version, StringComparison.Ordinal)
            && string.Equals((string?)health["ffmpeg"], bake.FfmpegVersion, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.True(answered is not null, await machine.JournalAsync());
    }
}
