using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Core.Waiting;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

public class JobWorkerSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_job_in_the_queue_is_delivered_once_and_no_message_is_left()
    {
        await using var rig = new WorkerRig();
        await rig.Queue.SendAsync([.. Enumerable.Range(1, 20).Select(n => FakeJob.Of(n))], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(20, rig.Chat.Videos.Count);
    }

    [Fact]
    public async Task A_worker_asks_only_for_as_many_jobs_as_it_has_free_slots()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 3);
        var running = 0;
        var most = 0;
        rig.Source.OnResolve = async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(50, token);
            Interlocked.Decrement(ref running);
        };
        await rig.Queue.SendAsync([.. Enumerable.Range(1, 12).Select(n => FakeJob.Of(n))], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(3, rig.Queue.MostAsked);
        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task A_job_longer_than_its_visibility_is_kept_hidden_while_it_runs()
    {
        await using var rig = new WorkerRig(jobs: options => options.VisibilitySeconds = 2);
        rig.Source.OnDownload = async (_, token) => await Task.Delay(TimeSpan.FromSeconds(5), token);
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(1, rig.Source.Downloads);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_stopping_worker_lets_its_jobs_finish()
    {
        await using var rig = new WorkerRig();
        using var stop = new CancellationTokenSource();
        rig.Source.OnDownload = async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(500, token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.Worker().RunAsync(stop.Token);

        Assert.Single(rig.Chat.Videos);
        Assert.True(await rig.IsEmptyAsync());
    }

    [Fact]
    public async Task A_stopping_worker_gives_back_at_once_what_does_not_finish()
    {
        await using var rig = new WorkerRig(worker: options => options.GraceSeconds = 0);
        using var stop = new CancellationTokenSource();
        rig.Source.OnDownload = async (number, token) =>
        {
            await stop.CancelAsync();
            if (number == 1)
                await Task.Delay(Timeout.Infinite, token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.Worker("first").RunAsync(stop.Token);
        var counts = await rig.Queue.CountAsync(Token);
        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(1, counts.Waiting);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_job_waits_in_its_slot_for_a_service_that_is_away()
    {
        await using var rig = new WorkerRig();
        var received = 0;
        rig.Queue.OnReceived = messages =>
        {
            received += messages.Count;
            return Task.CompletedTask;
        };
        rig.Source.OnDownload = (number, _) => number == 1
            ? throw new ServiceUnavailableException("the store can't be reached", new IOException("connection refused"))
            : Task.CompletedTask;
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        var entry = await rig.Ledger.FindAsync(FakeJob.Of().Id, Token);
        Assert.Equal((JobState.Delivered, 2, 0), (entry!.State, entry.Runs, entry.Failures));
        Assert.Equal(1, received);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task What_arrives_while_a_worker_stops_is_given_back_at_once()
    {
        await using var rig = new WorkerRig();
        using var stop = new CancellationTokenSource();
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        // The queue gives the message although the worker is told to stop meanwhile, as SQS does.
        rig.Queue.OnReceived = _ => stop.CancelAsync();
        await rig.Worker("first").RunAsync(stop.Token);
        var counts = await rig.Queue.CountAsync(Token);
        rig.Queue.OnReceived = _ => Task.CompletedTask;
        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal((1, 0), (counts.Waiting, counts.Running));
        Assert.Equal(1, rig.Source.Resolves);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_worker_that_waits_for_messages_or_for_its_queue_is_not_silent()
    {
        var time = new FakeTimeProvider();
        await using var rig = new WorkerRig(time: time);
        using var stop = new CancellationTokenSource();
        var asked = 0;
        rig.Queue.Before = _ => Interlocked.Increment(ref asked);
        rig.Queue.Before += _ => throw new IOException("the queue is away");
        var worker = rig.Worker();
        var running = worker.RunAsync(stop.Token);

        for (var minute = 1; minute <= 10; minute++)
        {
            var before = Volatile.Read(ref asked);
            await WorkerRig.WaitAsync(
                () =>
                {
                    // The worker may set its timer only now: a clock that stood still would never reach it.
                    time.Advance(TimeSpan.FromSeconds(5));
                    return Task.FromResult(Volatile.Read(ref asked) > before);
                },
                Token);
            Assert.True(worker.SilentFor < TimeSpan.FromMinutes(5), $"It was silent for {worker.SilentFor}");
        }

        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_job_that_is_cancelled_in_the_chat_stops_and_says_so()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnDownload = async (_, token) =>
        {
            await rig.Ledger.RequestCancelAsync(FakeJob.Of().Id, token);
            await Task.Delay(Timeout.Infinite, token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal("✖️ Cancelled.", Assert.Single(rig.Chat.Messages).Text);
        Assert.Equal(JobState.Cancelled, (await rig.Ledger.FindAsync(FakeJob.Of().Id, Token))!.State);
    }

    [Fact]
    public async Task A_failure_that_may_pass_delays_the_message()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (_, _) => throw new VideoTransientException("reset");
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(async () => await rig.Ledger.FindAsync(FakeJob.Of().Id, Token) is { State: JobState.Retrying }, Token);
        var counts = await rig.Queue.CountAsync(Token);

        Assert.Equal((0, 0, 1), (counts.Waiting, counts.Running, counts.Retrying));
        Assert.Equal(1, rig.Source.Resolves);
    }

    [Fact]
    public async Task A_surprise_is_left_to_the_queue_with_a_wait()
    {
        await using var rig = new WorkerRig();
        rig.Source.OnResolve = (number, _) => number == 1 ? throw new InvalidOperationException("a surprise") : Task.CompletedTask;
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(2, rig.Source.Resolves);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_queue_that_fails_for_a_while_is_asked_again()
    {
        await using var rig = new WorkerRig();
        var failures = 3;
        rig.Queue.Before = call =>
        {
            if (call is "receive" && failures-- > 0)
                throw new IOException("the queue is away");
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_lost_receipt_stops_the_job_and_leaves_the_message_to_its_new_owner()
    {
        await using var rig = new WorkerRig(jobs: options => options.VisibilitySeconds = 1);
        var lost = true;
        rig.Queue.Before = call =>
        {
            if (call is "extend" && lost)
            {
                lost = false;
                throw new ReceiptExpiredException("message");
            }
        };
        rig.Source.OnDownload = async (number, token) =>
        {
            if (number == 1)
                await Task.Delay(Timeout.Infinite, token);
        };
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(rig.IsEmptyAsync, Token);

        Assert.Equal(2, rig.Source.Downloads);
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task Bytes_that_are_no_job_run_nothing_and_stop_nothing()
    {
        await using var rig = new WorkerRig();
        await rig.SendRawAsync("{\"version\":99}");
        await rig.Queue.SendAsync([FakeJob.Of()], Token);

        await rig.RunUntilAsync(() => Task.FromResult(rig.Chat.Videos.Count == 1 && rig.Log.Lines.Any(line => line.Contains("is not a job", StringComparison.Ordinal))), Token);

        Assert.Equal(1, rig.Source.Resolves);
    }
}
