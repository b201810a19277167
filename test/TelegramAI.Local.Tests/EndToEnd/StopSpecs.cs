using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>Ctrl+C.</summary>
public sealed class StopSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_that_can_end_in_time_is_finished_before_the_program_ends()
    {
        var patient = new Dictionary<string, string>(StringComparer.Ordinal) { ["Worker__GraceSeconds"] = "55" };
        await using (var process = await LocalProcess.StartAsync(_folder.Path, environment: patient))
        {
            await process.SayAsync("youtu.be/slow-000001");
            await process.UntilAsync(chat => chat.Any(line => line.Text.Contains("Resolving", StringComparison.Ordinal)));

            Assert.Equal(0, await process.InterruptAsync());
        }

        await LeftBehind.AssertNothingAsync(_folder.Path);
        Assert.Equal(JobState.Delivered, Assert.Single(await LeftBehind.JobsAsync(_folder.Path)).State);
    }

    [Fact]
    public async Task A_download_that_is_stopped_goes_on_at_the_next_start()
    {
        // No grace, so that it can't end in time.
        var hasty = new Dictionary<string, string>(StringComparer.Ordinal) { ["Worker__GraceSeconds"] = "0" };
        await using (var process = await LocalProcess.StartAsync(_folder.Path, environment: hasty))
        {
            await process.SayAsync("youtu.be/size-00300m");
            await process.UntilAsync(chat => chat.Any(line => line.Text.Contains(" % of ", StringComparison.Ordinal)));

            Assert.Equal(0, await process.InterruptAsync());
        }

        Assert.Equal(1, (await LeftBehind.CountAsync(_folder.Path)).Waiting);
        await using (var process = await LocalProcess.StartAsync(_folder.Path))
        {
            await process.UntilAsync(chat => chat.Any(line => line.IsVideo));
            Assert.Single(await process.ReadAsync(), line => line.IsVideo);
            Assert.Equal(0, await process.InterruptAsync());
        }

        await LeftBehind.AssertNothingAsync(_folder.Path);
        Assert.Equal(JobState.Delivered, Assert.Single(await LeftBehind.JobsAsync(_folder.Path)).State);
    }
}
