using System.Text.RegularExpressions;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A step that fails is done again where that may help, and told where it does not; what was kept and is damaged is made anew.</summary>
public class StepFailureSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failure_that_nothing_can_be_done_about_is_told_once_with_its_id()
    {
        var rig = new JobRig();
        rig.Source.OnResolve = (_, _) => throw new VideoUnavailableException(UnavailableReason.Private, "Private video");

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.Null(outcome.RetryAfter);
        Assert.Equal($"❌ This video is private. (id {FakeJob.Of().Id.Short})", Assert.Single(rig.Chat.Messages).Text);
        Assert.Contains(rig.Log.Lines, line => line.Contains(FakeJob.Of().Id.Short, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_later_and_given_up_in_the_end()
    {
        var rig = new JobRig();
        rig.Source.OnResolve = (_, _) => throw new VideoBlockedException("Sign in to confirm you're not a bot");
        var waits = new List<TimeSpan?>();

        JobState state;
        do
        {
            var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);
            waits.Add(outcome.RetryAfter);
            state = outcome.Entry.State;
            await rig.Ledger.TryNowAsync(FakeJob.Of().Id, Token);
        }
        while (state is JobState.Retrying);

        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), null], waits);
        Assert.Equal(JobState.Failed, state);
        var message = Assert.Single(rig.Chat.Messages);
        Assert.Contains(message.History, text => Regex.IsMatch(text, @"Trying again at \d\d:\d\d:\d\d UTC\.$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.StartsWith("❌ YouTube is refusing this bot right now", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_is_gone_is_resolved_anew_at_once()
    {
        var rig = new JobRig();
        rig.Source.OnDownload = (number, _) => number == 1 ? throw new VideoFormatUnavailableException("gone") : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Equal(2, rig.Source.Resolves);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"job\":null}")]
    [InlineData("null")]
    [InlineData("[1,2,3]")]
    public async Task A_damaged_ledger_entry_lets_the_job_start_over(string content)
    {
        var rig = new JobRig();
        await rig.WriteDocumentAsync(JobLedger.PathOf(FakeJob.Of().Id), content);

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Delivered, outcome.Entry.State);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_damaged_manifest_lets_the_video_be_stored_again()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);
        await rig.WriteDocumentAsync(KeyOf().ManifestPath, "{ not json");

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(2, rig.Source.Downloads);
        Assert.NotNull(await rig.Library.FindAsync(KeyOf(), Token));

        static VideoKey KeyOf() => new(VideoId.Parse("abcdefghijk"), new VideoFormat(360, "mp4"));
    }
}
