using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Disk.Queue;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests.Queue;

public sealed class SqliteQueueSpecs : JobQueueSpecs, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SleepWatch _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly SqliteQueueOptions _options = new();
    private SqliteQueue _queue;

    public SqliteQueueSpecs() => _queue = Open();

    protected override IJobQueue Queue => _queue;

    protected override IJobQueue DeadLetters => _queue.DeadLetters;

    protected override TimeSpan Visibility => _options.Visibility;

    protected override int MaxReceives => _options.MaxReceives;

    protected override int Many => 2_000;

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>SQS does the same; moto extends such a receipt, so SQS has a spec of what it answers instead.</summary>
    [Fact]
    public async Task A_receipt_whose_visibility_has_ended_extends_nothing()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var message = await ReceiveOneAsync();

        await PassAsync(Visibility);

        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.ExtendAsync(message, Visibility, Cancellation));
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_sending()
    {
        for (var i = 1; i <= 50; i++)
            await Queue.SendAsync([Job(2 * i), Job((2 * i) + 1)], Cancellation);

        var received = await Queue.ReceiveAsync(100, TimeSpan.Zero, Cancellation);

        Assert.Equal(Enumerable.Range(2, 100), received.Select(message => JobMessage.Read(message, _ => null).Id.Message.Value));
    }

    [Fact]
    public async Task A_receipt_whose_visibility_has_ended_completes_while_nobody_else_has_the_message()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var message = await ReceiveOneAsync();

        await PassAsync(Visibility * 2);
        await Queue.CompleteAsync(message, Cancellation);

        Assert.Empty(await Queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_receive_changes_nothing()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var first = await ReceiveOneAsync();
        await PassAsync(Visibility);
        var second = await ReceiveOneAsync();

        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.CompleteAsync(first, Cancellation));
        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.ExtendAsync(first, TimeSpan.Zero, Cancellation));

        await Queue.CompleteAsync(second, Cancellation);
        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.CompleteAsync(second, Cancellation));
    }

    [Fact]
    public async Task A_delayed_message_is_not_received_before_its_time()
    {
        await _queue.SendAsync([Job(1)], TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(new QueueCounts(0, 0, Retrying: 1, 0), await Queue.CountAsync(Cancellation));
        Assert.Empty(await Queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));

        await PassAsync(TimeSpan.FromSeconds(30));

        await ReceiveOneAsync();
    }

    [Fact]
    public async Task A_receiver_that_waits_wakes_when_a_hidden_message_becomes_visible()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        await ReceiveOneAsync();
        var receiving = Queue.ReceiveAsync(1, Visibility * 2, Cancellation);

        await WakeAsync(receiving, Visibility);

        Assert.Single(await receiving);
    }

    [Fact]
    public async Task A_receiver_waits_no_longer_than_it_was_asked_to()
    {
        var receiving = Queue.ReceiveAsync(1, TimeSpan.FromSeconds(20), Cancellation);

        await WakeAsync(receiving, TimeSpan.FromSeconds(20));

        Assert.Empty(await receiving);
    }

    [Fact]
    public async Task A_receiver_of_dead_letters_wakes_when_a_message_is_given_up()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        for (var i = 0; i < MaxReceives; i++)
            await Queue.ExtendAsync(await ReceiveOneAsync(), TimeSpan.Zero, Cancellation);
        var receiving = DeadLetters.ReceiveAsync(1, TimeSpan.FromHours(1), Cancellation);

        Assert.Empty(await Queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));

        var dead = Assert.Single(await receiving.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
        Assert.Equal(MaxReceives + 1, dead.ReceiveCount);
    }

    [Fact]
    public async Task A_message_is_deleted_when_it_is_too_old()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        await PassAsync(_options.Retention - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Queue.CountAsync(Cancellation)).Waiting);

        await PassAsync(TimeSpan.FromMilliseconds(1));

        Assert.Empty(await Queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));
        Assert.Equal(new QueueCounts(0, 0, 0, 0), await Queue.CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_age_of_the_oldest_message_is_known()
    {
        Assert.Null(await _queue.OldestAsync(Cancellation));
        await Queue.SendAsync([Job(1)], Cancellation);
        await PassAsync(TimeSpan.FromMinutes(3));
        await Queue.SendAsync([Job(2)], Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(3), await _queue.OldestAsync(Cancellation));
    }

    [Fact]
    public async Task What_a_dead_process_had_in_flight_is_released_at_the_next_start()
    {
        await Queue.SendAsync([Job(1), Job(2)], Cancellation);
        await _queue.SendAsync([Job(3)], TimeSpan.FromHours(1), Cancellation);
        var before = await ReceiveOneAsync();
        await ReopenAsync();
        Assert.Equal(1, (await Queue.CountAsync(Cancellation)).Running);

        Assert.Equal(1, await _queue.ReleaseAllAsync(Cancellation));

        Assert.Equal(new QueueCounts(Waiting: 2, Running: 0, Retrying: 1, 0), await Queue.CountAsync(Cancellation));
        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.CompleteAsync(before, Cancellation));
        var again = await Queue.ReceiveAsync(2, TimeSpan.Zero, Cancellation);
        Assert.Equal(1, Assert.Single(again, message => message.Id.Equals(before.Id, StringComparison.Ordinal)).ReceiveCount);
    }

    [Fact]
    public async Task A_job_is_not_given_up_because_the_process_died_again_and_again()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        for (var death = 0; death < 20; death++)
        {
            await ReceiveOneAsync();
            await ReopenAsync();
            await _queue.ReleaseAllAsync(Cancellation);
        }

        Assert.Equal(new QueueCounts(Waiting: 1, Running: 0, Retrying: 0, DeadLetters: 0), await Queue.CountAsync(Cancellation));
        Assert.Equal(1, (await ReceiveOneAsync()).ReceiveCount);
    }

    [Fact]
    public async Task A_body_of_any_characters_is_kept_as_it_is()
    {
        var body = "a\0b\n\u0001 👩‍👩‍👧 שלום " + new string('x', 256 * 1024);
        await _queue.SendAsync(body, new ChatId(long.MinValue), Cancellation);

        var message = await ReceiveOneAsync();

        Assert.Equal(body, message.Body);
        Assert.Equal(new ChatId(long.MinValue), message.Chat);
    }

    [Fact]
    public async Task Sending_nothing_sends_nothing()
    {
        await Queue.SendAsync([], Cancellation);
        Assert.Equal(new QueueCounts(0, 0, 0, 0), await Queue.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_closed_queue_says_so_to_those_who_wait()
    {
        var receiving = Queue.ReceiveAsync(1, TimeSpan.FromHours(1), Cancellation);
        await _queue.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Queue.SendAsync([Job(1)], Cancellation));
    }

    [Fact]
    public void Impossible_options_are_refused_all_at_once()
    {
        var options = new SqliteQueueOptions { MaxReceives = 0, Visibility = TimeSpan.Zero, Retention = TimeSpan.FromDays(20) };

        var refusal = Assert.Throws<ArgumentException>(() => SqliteQueue.Open(_folder["other.db"], options, _time, NullLogger<SqliteQueue>.Instance));

        Assert.Contains("MaxReceives is 0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Visibility is 00:00:00", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("DeadLetterRetention is 14.00:00:00", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["other.db"]));
    }

    protected override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    /// <summary>Advances the clock to the moment that wakes a sleeping receiver, and shows that it sleeps until then.</summary>
    private async Task WakeAsync(Task receiving, TimeSpan after)
    {
        await _time.SleepAsync(Cancellation);
        await PassAsync(after - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50, Cancellation);
        Assert.False(receiving.IsCompleted);

        await PassAsync(TimeSpan.FromMilliseconds(1));
        await receiving.WaitAsync(TimeSpan.FromSeconds(15), Cancellation);
    }

    private SqliteQueue Open() => SqliteQueue.Open(_folder["queue.db"], _options, _time, NullLogger<SqliteQueue>.Instance);

    private async Task ReopenAsync()
    {
        await _queue.DisposeAsync();
        _queue = Open();
    }
}
