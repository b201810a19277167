using TelegramAI.Core.Chats;
using TelegramAI.Core.Chats.Pace;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Tests.Chats;

/// <summary>A fleet within Telegram's limits. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this</summary>
public class PacedChatSpecs
{
    private const int Limit = 60_000;
    private static readonly ChatId Person = new(7);
    private static readonly ChatId Group = new(-7);
    private static readonly MessageId Message = new(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ChatText Words = new("⏳ 40 %");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(1, 100)]
    [InlineData(7, 20)]
    [InlineData(20, 5)]
    public async Task Workers_that_get_work_in_the_same_instant_send_no_more_than_thirty_in_a_second(int workers, int calls)
    {
        var fleet = new PacedFleet(workers);

        var took = await fleet.PassAsync(Task.WhenAll(
            fleet.Workers.SelectMany((worker, number) => Enumerable.Range(1, calls).Select(call => SendAsync(worker, new ChatId((1000 * number) + call))))));

        Assert.Equal(workers * calls, fleet.Calls.Count);
        Assert.InRange(PacedFleet.MostWithin(Second, fleet.Calls), 1, 30);
        Assert.InRange(took, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
    }

    [Fact(Timeout = Limit)]
    public async Task More_workers_than_the_second_has_room_for_spread_their_calls()
    {
        var fleet = new PacedFleet(workers: 100);

        var took = await fleet.PassAsync(Task.WhenAll(fleet.Workers.Select((worker, number) => SendAsync(worker, new ChatId(number + 1)))));

        Assert.InRange(took, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
        Assert.InRange(PacedFleet.MostWithin(Second, fleet.Calls), 1, 50);
    }

    [Fact(Timeout = Limit)]
    public async Task The_messages_of_a_quick_job_wait_for_nothing()
    {
        var fleet = new PacedFleet(size: 10);

        await SendAsync(fleet.Workers[0], Person);
        await EditAsync(fleet.Workers[0], Person);

        Assert.Equal(2, fleet.Calls.Count);
        Assert.All(fleet.Calls, call => Assert.Equal(fleet.Time.GetUtcNow(), call.At));
    }

    [Fact(Timeout = Limit)]
    public async Task The_workers_of_a_chat_share_its_second()
    {
        var fleet = new PacedFleet(workers: 3);

        await fleet.PassAsync(Task.WhenAll(fleet.Workers.SelectMany(worker => new[] { SendAsync(worker, Person), SendAsync(worker, Person) })));

        Assert.Equal(6, fleet.Calls.Count);
        for (var seconds = 1; seconds <= 5; seconds++)
            Assert.InRange(PacedFleet.MostWithin(seconds * Second, fleet.Calls), 1, seconds + 2);
    }

    [Fact(Timeout = Limit)]
    public async Task A_group_gets_no_more_than_twenty_in_a_minute_and_gets_all_of_them()
    {
        var fleet = new PacedFleet(workers: 3);

        await fleet.PassAsync(
            Task.WhenAll(fleet.Workers.SelectMany(worker => Enumerable.Range(1, 10).Select(_ => InTimeAsync(fleet, () => SendAsync(worker, Group))))),
            step: TimeSpan.FromMilliseconds(100));

        Assert.Equal(30, fleet.Calls.Count);
        Assert.InRange(PacedFleet.MostWithin(TimeSpan.FromMinutes(1), fleet.Calls), 18, 20);
        Assert.InRange(PacedFleet.MostWithin(Second, fleet.Calls), 1, 3);
    }

    [Fact(Timeout = Limit)]
    public async Task A_turn_that_is_far_away_is_the_callers_to_decide_about_and_not_all_come_back_at_once()
    {
        var fleet = new PacedFleet();
        await fleet.PassAsync(Task.WhenAll(Enumerable.Range(1, 18).Select(_ => InTimeAsync(fleet, () => SendAsync(fleet.Workers[0], Group)))));

        var first = await Assert.ThrowsAsync<ChatBusyException>(() => SendAsync(fleet.Workers[0], Group));
        var second = await Assert.ThrowsAsync<ChatBusyException>(() => SendAsync(fleet.Workers[0], Group));

        Assert.True(first.IsOwnPace);
        Assert.True(second.RetryAfter - first.RetryAfter > TimeSpan.FromSeconds(2));
        Assert.Equal(18, fleet.Calls.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Progress_takes_no_turn_that_somebody_else_needs()
    {
        var fleet = new PacedFleet();
        await SendAsync(fleet.Workers[0], Person);

        var busy = await Assert.ThrowsAsync<ChatBusyException>(() => ProgressAsync(fleet.Workers[0], Person));
        fleet.Time.Advance(busy.RetryAfter);
        await ProgressAsync(fleet.Workers[0], Person);

        Assert.Equal((true, Second), (busy.IsOwnPace, busy.RetryAfter));
        Assert.Equal(2, fleet.Calls.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Progress_in_a_group_leaves_half_of_the_minute_to_messages()
    {
        var fleet = new PacedFleet();
        for (var second = 0; second < 55; second++)
        {
            await Record.ExceptionAsync(() => ProgressAsync(fleet.Workers[0], Group));
            fleet.Time.Advance(Second);
        }

        Assert.Equal(9, fleet.Calls.Count);
        await SendAsync(fleet.Workers[0], Group);
        Assert.Equal(10, fleet.Calls.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task A_first_reply_goes_before_a_video_that_waits()
    {
        var fleet = new PacedFleet(size: 20);
        await SendAsync(fleet.Workers[0], new ChatId(1));

        var video = EditAsync(fleet.Workers[0], new ChatId(1));
        var reply = SendAsync(fleet.Workers[0], new ChatId(2));
        await fleet.PassAsync(Task.WhenAll(video, reply));

        Assert.Equal(["send 1", "send 2", "edit 1"], fleet.Calls.Select(call => $"{call.Call} {call.Chat}"));
    }

    [Fact(Timeout = Limit)]
    public async Task Refusals_in_two_chats_halve_what_is_sent_and_time_raises_it_again()
    {
        var fleet = new PacedFleet(size: 5);
        await RefuseAsync(fleet, new ChatId(1));
        fleet.Time.Advance(TimeSpan.FromSeconds(2));
        await RefuseAsync(fleet, new ChatId(2));
        fleet.Time.Advance(1.1 * Second);

        Assert.Equal(2, await SentInAsync(fleet, from: 100));
        fleet.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(5, await SentInAsync(fleet, from: 200));
    }

    [Fact(Timeout = Limit)]
    public async Task Refusals_in_one_chat_slow_nobody_else()
    {
        var fleet = new PacedFleet(size: 5);
        await RefuseAsync(fleet, new ChatId(1));
        fleet.Time.Advance(TimeSpan.FromSeconds(4));
        await RefuseAsync(fleet, new ChatId(1));
        fleet.Time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(5, await SentInAsync(fleet, from: 100));
    }

    [Fact(Timeout = Limit)]
    public async Task A_short_pause_of_a_chat_is_known_to_every_worker()
    {
        var fleet = new PacedFleet(workers: 2);
        await RefuseAsync(fleet, Person, TimeSpan.FromSeconds(3));

        var took = await fleet.PassAsync(SendAsync(fleet.Workers[1], Person));

        Assert.InRange(took, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.2));
    }

    [Fact(Timeout = Limit)]
    public async Task A_worker_that_is_alone_in_a_chat_reads_its_turns_once()
    {
        var fleet = new PacedFleet();
        for (var call = 0; call < 5; call++)
        {
            await SendAsync(fleet.Workers[0], Person);
            fleet.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([ChatTurns.PathOf(Person)], fleet.Documents.Read);
    }

    [Fact(Timeout = Limit)]
    public async Task One_machine_keeps_its_turns_to_itself()
    {
        var fleet = new PacedFleet(owner: new SoleOwner(DateTimeOffset.UnixEpoch));
        await SendAsync(fleet.Workers[0], Person);
        await SendAsync(fleet.Workers[0], Person);

        var took = await fleet.PassAsync(SendAsync(fleet.Workers[0], Person));

        Assert.InRange(took, Second, 1.2 * Second);
        Assert.Empty(fleet.Documents.Read);
    }

    [Fact(Timeout = Limit)]
    public async Task Turns_that_cannot_be_read_hold_nobody_up()
    {
        var fleet = new PacedFleet();
        await fleet.Documents.PutAsync(ChatTurns.PathOf(Person), "no JSON"u8.ToArray(), expected: null, Cancellation);

        await SendAsync(fleet.Workers[0], Person);

        Assert.Single(fleet.Calls);
    }

    private static async Task RefuseAsync(PacedFleet fleet, ChatId chat, TimeSpan? pause = null)
    {
        fleet.Before = _ => throw new ChatBusyException(pause ?? Second);
        await Assert.ThrowsAsync<ChatBusyException>(() => SendAsync(fleet.Workers[0], chat));
        fleet.Before = _ => { };
    }

    /// <summary>How many of ten calls in ten chats are made at once.</summary>
    private static async Task<int> SentInAsync(PacedFleet fleet, int from)
    {
        var before = fleet.Calls.Count;
        var sending = Task.WhenAll(Enumerable.Range(from, 10).Select(chat => SendAsync(fleet.Workers[0], new ChatId(chat))));
        var atOnce = fleet.Calls.Count - before;
        await fleet.PassAsync(sending);
        return atOnce;
    }

    /// <summary>Does it again when it is time, as a job that was set aside.</summary>
    private static async Task InTimeAsync(PacedFleet fleet, Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (ChatBusyException busy)
            {
                await Task.Delay(busy.RetryAfter, fleet.Time, Cancellation);
            }
        }
    }

    private static Task<MessageId> SendAsync(PacedChat worker, ChatId chat) => worker.SendAsync(new ChatPlace(chat), Words, Cancellation);

    private static Task EditAsync(PacedChat worker, ChatId chat) => worker.EditAsync(chat, Message, Words, Cancellation);

    private static Task ProgressAsync(PacedChat worker, ChatId chat) => worker.EditAsync(chat, Message, Words with { IsOptional = true }, Cancellation);
}
