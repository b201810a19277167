using System.Text.Json;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>A chat that asks for a long pause holds up nobody else, and loses nothing.</summary>
public class FloodSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_job_whose_chat_asks_for_a_long_pause_gives_its_slot_to_another()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 2);
        rig.Chat.BeforeIn = (call, chat) => call is "show" && chat == new ChatId(402) ? throw new ChatBusyException(TimeSpan.FromSeconds(3000)) : Task.CompletedTask;
        await rig.Queue.SendAsync(
            [FakeJob.Of(1, "aaaaaaaaaaa", chat: 402), FakeJob.Of(2, "bbbbbbbbbbb", chat: 402), FakeJob.Of(3, "ccccccccccc", chat: 403)], Token);

        await rig.RunUntilAsync(async () => rig.Chat.Videos.Count == 1 && await rig.Queue.CountAsync(Token) is { Waiting: 0, Running: 0, Retrying: 2 }, Token);

        Assert.Equal(new ChatId(403), Assert.Single(rig.Chat.Videos).Chat);

        // Whichever of the two has its video stored first learns of the pause.
        JobEntry[] both = [(await rig.Ledger.FindAsync(FakeJob.Of(1, chat: 402).Id, Token))!, (await rig.Ledger.FindAsync(FakeJob.Of(2, chat: 402).Id, Token))!];
        Assert.All(both, entry => Assert.Equal(JobState.Retrying, entry.State));
        var aside = both.First(entry => entry.StoredBytes == 100_000L);
        Assert.InRange(aside.NotBefore!.Value - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(2900), TimeSpan.FromSeconds(3020));
    }

    [Fact(Timeout = Limit)]
    public async Task A_pause_is_known_to_the_chats_other_jobs_in_other_workers()
    {
        await using var rig = new WorkerRig();
        rig.Chat.BeforeIn = (call, _) => call is "show" ? throw new ChatBusyException(TimeSpan.FromSeconds(3000)) : Task.CompletedTask;
        await rig.Runner.RunAsync(FakeJob.Of(1), "one", cancellationToken: Token);
        var other = new ChatGate(rig.Documents, TimeProvider.System);

        Assert.InRange(await other.FindPauseAsync(new ChatId(1), Token), TimeSpan.FromSeconds(2900), TimeSpan.FromSeconds(3000));
        Assert.True(await other.FindPauseAsync(new ChatId(2), Token) <= TimeSpan.Zero);
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_of_a_chat_that_is_known_to_pause_asks_nothing_of_it()
    {
        await using var rig = new WorkerRig();
        await rig.Gate.CloseAsync(new ChatId(1), TimeSpan.FromSeconds(600), Token);

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.InRange(outcome.RetryAfter!.Value, TimeSpan.FromSeconds(590), TimeSpan.FromSeconds(611));
        Assert.Empty(rig.Chat.Messages);
        Assert.Equal(0, rig.Source.Resolves);

        // Nothing was sent, so the next run has nothing to search for.
        Assert.Null((await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.Pending);
    }

    [Fact(Timeout = Limit)]
    public async Task Jobs_that_were_set_aside_do_not_come_back_in_the_same_instant()
    {
        await using var rig = new WorkerRig();
        await rig.Gate.CloseAsync(new ChatId(1), TimeSpan.FromSeconds(600), Token);

        var waits = new HashSet<TimeSpan>();
        for (var message = 1; message <= 10; message++)
            waits.Add((await rig.Runner.RunAsync(FakeJob.Of(message), "worker", cancellationToken: Token)).RetryAfter!.Value);

        Assert.True(waits.Max() - waits.Min() > TimeSpan.FromSeconds(1));
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_whose_video_another_worker_stores_gives_up_its_slot_and_asks_for_it_no_more()
    {
        await using var rig = new WorkerRig();
        var claim = JsonSerializer.SerializeToUtf8Bytes(new { owner = "other", until = DateTimeOffset.UtcNow.AddSeconds(40) });
        await rig.Documents.PutAsync(new VideoKey(VideoId.Parse("abcdefghijk"), new VideoFormat(360, "mp4")).ClaimPath, claim, expected: null, Token);

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal((JobState.Retrying, 0), (outcome.Entry.State, rig.Source.Downloads));
        Assert.InRange(outcome.RetryAfter!.Value, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(17));
        Assert.NotNull(outcome.Entry.Resolved);
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_waits_is_cancelled_at_once_and_without_a_worker()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (_, _) => throw new VideoBlockedException("confirm that you are not a bot");
        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.True(await rig.Cancellation.RequestAsync(FakeJob.Of().Id, new UserId(1), Token));

        var message = Assert.Single(rig.Chat.Messages);
        Assert.Equal(("✖️ Cancelled.", null), (message.Text, message.Cancels));
        Assert.Equal(JobState.Cancelled, (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.State);
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_runs_is_left_to_its_worker_to_stop()
    {
        await using var rig = new WorkerRig();
        await using var run = await rig.Ledger.BeginAsync(FakeJob.Of(), "worker", WorkerRig.Alive, Token);

        Assert.True(await rig.Cancellation.RequestAsync(FakeJob.Of().Id, new UserId(1), Token));

        var entry = await rig.Ledger.FindAsync(FakeJob.Of().Id, Token);
        Assert.Equal((true, JobState.Running), (entry!.CancelRequested, entry.State));
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_job_whose_chat_is_away_frees_its_slot_and_is_told_later()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 1);
        var isAway = false;
        rig.Source.OnDownload = (_, token) =>
        {
            isAway = true;
            return Task.Delay(Timeout.Infinite, token);
        };
        rig.Chat.BeforeIn = (call, chat) => isAway && chat == new ChatId(1) && call is "edit" ? throw new ChatUnavailableException("no route") : Task.CompletedTask;
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(
            async () =>
            {
                if (isAway)
                    await rig.Ledger.RequestCancelAsync(FakeJob.Of().Id, Token);
                return await rig.Queue.CountAsync(Token) is { Waiting: 0, Running: 0, Retrying: 1 };
            },
            Token);
        isAway = false;
        var told = await rig.Runner.RunAsync(FakeJob.Of(), "later", cancellationToken: Token);

        Assert.Equal(JobState.Cancelled, told.Entry.State);
        Assert.Equal("✖️ Cancelled.", Assert.Single(rig.Chat.Messages).Text);
    }
}
