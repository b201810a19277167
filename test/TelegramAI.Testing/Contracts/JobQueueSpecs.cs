using System.Collections.Concurrent;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Testing.Contracts;

/// <summary>What every queue does, Amazon SQS too: nothing here is stricter than its documentation.</summary>
public abstract class JobQueueSpecs
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IJobQueue Queue { get; }

    protected abstract IJobQueue DeadLetters { get; }

    /// <summary>How long a received message is hidden.</summary>
    protected abstract TimeSpan Visibility { get; }

    protected abstract int MaxReceives { get; }

    /// <summary>How many messages are many to this queue: some seconds' worth.</summary>
    protected abstract int Many { get; }

    /// <summary>Whether a message may be received twice by chance, as a standard queue of SQS allows itself.</summary>
    protected virtual bool MayDeliverTwice => false;

    /// <summary>Lets time pass for the queue.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task A_sent_job_is_received_as_it_was_sent()
    {
        var job = Job(1);

        await Queue.SendAsync([job], Cancellation);

        var message = await ReceiveOneAsync();
        Assert.Equal(job, JobMessage.Read(message, _ => null));
        Assert.Equal(job.Chat, message.Chat);
        Assert.Equal(1, message.ReceiveCount);
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing() => Assert.Empty(await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation));

    [Fact]
    public async Task A_received_message_is_hidden_until_its_visibility_ends_and_then_comes_again()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var first = await ReceiveOneAsync();
        Assert.Empty(await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation));

        await PassAsync(Visibility);

        var second = await ReceiveOneAsync();
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, second.ReceiveCount);
        Assert.False(string.Equals(first.Receipt, second.Receipt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_extended_message_stays_hidden_longer()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var message = await ReceiveOneAsync();

        await Queue.ExtendAsync(message, Visibility * 3, Cancellation);
        await PassAsync(Visibility * 2);
        Assert.Empty(await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation));

        await PassAsync(Visibility);
        Assert.Equal(message.Id, (await ReceiveOneAsync()).Id);
    }

    [Fact]
    public async Task A_message_given_back_comes_again_at_once()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var message = await ReceiveOneAsync();

        await Queue.ExtendAsync(message, TimeSpan.Zero, Cancellation);

        Assert.Equal(message.Id, (await ReceiveOneAsync()).Id);
    }

    [Fact]
    public async Task A_completed_message_never_comes_again()
    {
        await Queue.SendAsync([Job(1)], Cancellation);

        await Queue.CompleteAsync(await ReceiveOneAsync(), Cancellation);
        await PassAsync(Visibility * 2);

        Assert.Empty(await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task A_completed_message_can_not_be_extended()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        var message = await ReceiveOneAsync();
        await Queue.CompleteAsync(message, Cancellation);

        await Assert.ThrowsAsync<ReceiptExpiredException>(() => Queue.ExtendAsync(message, Visibility, Cancellation));
    }

    [Fact]
    public async Task A_message_received_too_often_goes_to_the_dead_letters()
    {
        await Queue.SendAsync([Job(1)], Cancellation);
        for (var i = 0; i < MaxReceives; i++)
        {
            await ReceiveOneAsync();
            await PassAsync(Visibility);
        }

        Assert.Empty(await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation));

        var dead = Assert.Single(await DeadLetters.ReceiveAsync(10, TimeSpan.FromSeconds(1), Cancellation));
        Assert.Equal(Job(1).Id, JobMessage.Read(dead, _ => null).Id);
        Assert.Equal(1, (await Queue.CountAsync(Cancellation)).DeadLetters);

        await DeadLetters.CompleteAsync(dead, Cancellation);
        Assert.Equal(0, (await Queue.CountAsync(Cancellation)).DeadLetters);
    }

    [Fact]
    public async Task Counts_tell_what_waits_and_what_is_in_flight()
    {
        await Queue.SendAsync([Job(1), Job(2), Job(3)], Cancellation);
        await ReceiveOneAsync();

        Assert.Equal(new QueueCounts(Waiting: 2, Running: 1, Retrying: 0, DeadLetters: 0), await Queue.CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_what_is_sent_meanwhile()
    {
        var receiving = Queue.ReceiveAsync(10, TimeSpan.FromSeconds(20), Cancellation);
        Assert.False(receiving.IsCompleted);

        await Queue.SendAsync([Job(1)], Cancellation);

        Assert.Single(await receiving.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
    }

    [Fact]
    public async Task A_receiver_that_waits_can_be_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var receiving = Queue.ReceiveAsync(10, TimeSpan.FromSeconds(2), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    [Fact]
    public async Task Four_consumers_complete_each_of_many_messages()
    {
        foreach (var chunk in Enumerable.Range(1, Many).Chunk(100))
            await Queue.SendAsync([.. chunk.Select(Job)], Cancellation);

        var completed = new ConcurrentBag<JobId>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ConsumeAsync, Cancellation)));

        Assert.Equal(Many, completed.Distinct().Count());
        if (!MayDeliverTwice)
            Assert.Equal(Many, completed.Count);
        Assert.Equal(new QueueCounts(0, 0, 0, 0), await Queue.CountAsync(Cancellation));

        async Task ConsumeAsync()
        {
            while (await Queue.ReceiveAsync(10, TimeSpan.Zero, Cancellation) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    completed.Add(JobMessage.Read(message, _ => null).Id);
                    await CompleteAsync(message);
                }
            }
        }

        async Task CompleteAsync(QueueMessage message)
        {
            try
            {
                await Queue.CompleteAsync(message, Cancellation);
            }
            catch (ReceiptExpiredException) when (MayDeliverTwice)
            {
                // Another consumer had it, too, and was first.
            }
        }
    }

    protected static DownloadJob Job(int message) => new()
    {
        Id = new JobId(new ChatId(-100), new MessageId(message), 0),
        User = new UserId(3),
        Request = VideoRequest.ForSearch("rain — дождь ☔"),
        RequestedAt = DateTimeOffset.UnixEpoch,
    };

    protected async Task<QueueMessage> ReceiveOneAsync() => Assert.Single(await Queue.ReceiveAsync(1, TimeSpan.Zero, Cancellation));
}
