using System.Diagnostics;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Waiting;
using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

/// <summary>The worker's container, as the machine runs it.</summary>
public sealed class ContainerSpecs(PublishedWorker worker, ContainerImage image, ITestOutputHelper output)
{
    private static readonly VideoId Video = VideoId.Parse("demo-test10");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_only_container_without_any_right_does_a_job_and_ends_in_order_when_it_is_told_to()
    {
        Needs.Skip(Needs.ContainerSkip);
        var podman = await image.GetAsync(worker, Cancellation);
        await using var cloud = await Cloud.StartAsync();
        await cloud.AskAsync(Video, 720);
        await File.WriteAllTextAsync(podman.PathOf("worker.env"), cloud.WorkerEnv, Cancellation);

        var started = Stopwatch.GetTimestamp();
        await podman.RunWellAsync(
            "run", "--detach", "--name", "worker", "--network=host", "--read-only", "--tmpfs", "/tmp", "--cap-drop=ALL",
            "--security-opt=no-new-privileges", "--pids-limit=512", "--env-file", podman.PathOf("worker.env"), Podman.Image);
        var done = await Eventually.HoldsAsync(() => cloud.IsDoneAsync(Video), TimeSpan.FromSeconds(60));
        Assert.True(done is not null, await cloud.DescribeAsync() + (await podman.RunAsync("logs", "worker")).All);
        output.WriteLine($"its first job was done {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s after it was started");

        // Its picture and its sound were put together by an ffmpeg without network: a warning would say otherwise.
        Assert.DoesNotContain("ffmpeg is not confined", (await podman.RunAsync("logs", "worker")).All, StringComparison.Ordinal);

        // The image's own HEALTHCHECK.
        var health = await podman.RunAsync("healthcheck", "run", "worker");
        Assert.True(health.ExitCode == 0, health.All);
        var process = await FolderAsync(podman);
        (await ProcessAsync(process)).HasNoRights();

        // ffmpeg is of the same user, and can't read its environment.
        var environment = await Command.RunWellAsync("stat", ["--format=%a %U", Path.Combine(process, "environ")], cancellationToken: Cancellation);
        Assert.Equal("400 root", environment.Output.Trim());

        await podman.RunWellAsync("stop", "--time", "60", "worker");
        Assert.Equal("0", (await podman.RunWellAsync("inspect", "--format", "{{.State.ExitCode}}", "worker")).Output.Trim());
    }

    /// <summary>What the kernel says of its process.</summary>
    private static async Task<string> FolderAsync(Podman podman) =>
        Path.Combine("/proc", (await podman.RunWellAsync("inspect", "--format", "{{.State.Pid}}", "worker")).Output.Trim());

    private static async Task<ContainedProcess> ProcessAsync(string folder) => new(
        await File.ReadAllTextAsync(Path.Combine(folder, "status"), Cancellation),
        await File.ReadAllTextAsync(Path.Combine(folder, "mountinfo"), Cancellation));
}
