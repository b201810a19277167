using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A job goes from step to step, and does none of them twice.</summary>
public class StepSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_turns_its_progress_message_into_the_video()
    {
        var rig = new JobRig();

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
        var message = Assert.Single(rig.Chat.Messages);
        Assert.NotNull(message.Video);
        Assert.Equal(100_000, message.Video.Bytes);
        Assert.Equal("A counter\nTests", message.Video.Caption);
    }

    [Fact]
    public async Task Progress_is_shown_while_the_video_is_downloaded()
    {
        var rig = new JobRig();
        rig.Source.OnDownload = async (_, token) => await Task.Delay(300, token);

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var history = Assert.Single(rig.Chat.Messages).History;
        Assert.Equal("🔎 Resolving…", history[0]);
        Assert.Contains("⬇️ A counter\n50 % of 0.1 MB", history);
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("store")]
    [InlineData("deliver")]
    public async Task A_redelivered_job_resumes_after_its_last_step(string killedIn)
    {
        var rig = new JobRig();
        using var kill = new CancellationTokenSource();
        Task Kill()
        {
            rig.Source.OnResolve = (_, _) => Task.CompletedTask;
            rig.Source.OnDownload = (_, _) => Task.CompletedTask;
            rig.Chat.Before = (_, _) => Task.CompletedTask;
            kill.Cancel();
            return Task.Delay(Timeout.Infinite, kill.Token);
        }

        if (killedIn is "resolve")
            rig.Source.OnResolve = (_, _) => Kill();
        else if (killedIn is "store")
            rig.Source.OnDownload = (_, _) => Kill();
        else
            rig.Chat.Before = (call, _) => call is "shown" ? Kill() : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Runner.RunAsync(FakeJob.Of(), "first", cancellationToken: kill.Token));
        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "second", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Equal(2, outcome.Entry.Runs);
        Assert.Single(rig.Chat.Videos);
        Assert.Single(rig.Chat.Messages);
        Assert.Equal(killedIn is "resolve" ? 2 : 1, rig.Source.Resolves);
        Assert.Equal(killedIn is "store" ? 2 : 1, rig.Source.Downloads);
    }

    [Fact]
    public async Task A_job_that_was_delivered_does_nothing_when_it_is_delivered_again()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(), "first", cancellationToken: Token);

        var again = await rig.Runner.RunAsync(FakeJob.Of(), "second", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, again.Entry.State);
        Assert.Equal(1, again.Entry.Runs);
        Assert.Single(rig.Chat.Messages);
    }

    [Fact]
    public async Task A_video_that_is_stored_is_not_downloaded_again_nor_uploaded_again()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(1, rig.Source.Downloads);
        Assert.Equal(1, rig.Chat.Uploads);
        Assert.Equal(2, rig.Chat.Videos.Count);
    }

    [Fact]
    public async Task Two_chats_that_ask_for_the_same_video_at_once_download_it_once()
    {
        var rig = new JobRig();
        rig.Source.OnDownload = async (_, token) => await Task.Delay(300, token);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(chat =>
            rig.Runner.RunAsync(FakeJob.Of(chat: chat), $"worker-{chat}", cancellationToken: Token)));

        Assert.Equal(1, rig.Source.Downloads);
        Assert.Equal(8, rig.Chat.Videos.Count);
    }
}
