using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

public sealed class DeadLetterHandlerSpecs
{
    private readonly JobRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_never_began_is_ended_in_the_ledger_and_told_with_its_id()
    {
        var job = FakeJob.Of();

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        var message = Assert.Single(_rig.Chat.Messages);
        Assert.Contains($"(id {job.Id.Short})", message.Text, StringComparison.Ordinal);
        var entry = await _rig.Ledger.FindAsync(job.Id, Cancellation);
        Assert.Equal(JobState.Failed, entry!.State);
        Assert.Equal(message.Text, entry.Failure);
    }

    [Fact]
    public async Task A_letter_that_comes_again_says_nothing_again()
    {
        var letter = JobRig.Letter(FakeJob.Of());
        await _rig.DeadLetters.HandleAsync(letter, Cancellation);

        await _rig.DeadLetters.HandleAsync(letter, Cancellation);

        Assert.Single(Assert.Single(_rig.Chat.Messages).History);
    }

    [Fact]
    public async Task A_job_that_had_begun_says_it_in_its_own_message()
    {
        var job = FakeJob.Of();
        var progress = await _rig.Chat.SendAsync(new ChatPlace(job.Chat), new ChatText("43 %"), Cancellation);
        await using (var run = await _rig.Ledger.BeginAsync(job, "dead", JobRig.Alive, Cancellation))
            await run.UpdateAsync(entry => entry with { Progress = progress, Pending = null }, Cancellation);

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        var message = Assert.Single(_rig.Chat.Messages);
        Assert.Equal(progress, message.Id);
        Assert.Contains("couldn't be downloaded after several attempts", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null, "No run of it began")]
    [InlineData(1, null, "Its only run ended without a word: its worker was lost")]
    [InlineData(8, null, "8 runs of it began, and the last ended without a word: its worker was lost")]
    [InlineData(8, "a surprise", "a surprise")]
    public async Task The_ledger_says_why_whether_a_run_could_say_it_or_not(int runs, string? error, string reason)
    {
        var job = FakeJob.Of();
        for (var run = 0; run < runs; run++)
            await (await _rig.Ledger.BeginAsync(job, "lost", JobRig.Alive, Cancellation)).DisposeAsync();
        if (error is not null)
            await _rig.Ledger.NoteErrorAsync(job.Id, error, Cancellation);

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        Assert.Equal(reason, (await _rig.Ledger.FindAsync(job.Id, Cancellation))!.Error);
    }

    [Fact]
    public async Task A_job_that_was_delivered_after_all_stays_so()
    {
        var job = FakeJob.Of();
        await using var run = await _rig.Ledger.BeginAsync(job, "slow", JobRig.Alive, Cancellation);
        await run.UpdateAsync(entry => entry.Ended(JobState.Delivered, DateTimeOffset.UnixEpoch), Cancellation);

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        Assert.Empty(_rig.Chat.Messages);
        Assert.Equal(JobState.Delivered, (await _rig.Ledger.FindAsync(job.Id, Cancellation))!.State);
    }

    [Fact]
    public async Task While_the_chat_can_not_be_reached_the_job_is_not_ended()
    {
        var job = FakeJob.Of();
        _rig.Chat.Before = (_, _) => throw new ChatUnavailableException("no");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.DeadLetters.HandleAsync(JobRig.Letter(job), patience.Token));

        Assert.False((await _rig.Ledger.FindAsync(job.Id, Cancellation))!.HasEnded);
    }

    [Fact]
    public async Task A_word_that_the_chat_refuses_ends_the_job_and_the_ledger_says_why()
    {
        var job = FakeJob.Of();
        _rig.Chat.Before = (_, _) => throw new ChatRefusedException("Bad Request: something of tomorrow");

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        var entry = await _rig.Ledger.FindAsync(job.Id, Cancellation);
        Assert.Equal(JobState.Failed, entry!.State);
        Assert.Contains("something of tomorrow", entry.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_that_is_gone_ends_the_job_in_silence()
    {
        var job = FakeJob.Of();
        _rig.Chat.Before = (_, _) => throw new ChatGoneException("bot was blocked by the user");

        await _rig.DeadLetters.HandleAsync(JobRig.Letter(job), Cancellation);

        Assert.Equal(JobState.Failed, (await _rig.Ledger.FindAsync(job.Id, Cancellation))!.State);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{\"version\":99}")]
    public async Task A_letter_that_is_no_job_is_dropped(string body)
    {
        await _rig.DeadLetters.HandleAsync(JobRig.Letter(body), Cancellation);

        Assert.Empty(_rig.Chat.Messages);
    }
}
