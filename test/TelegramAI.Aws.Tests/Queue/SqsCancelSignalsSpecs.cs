using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Aws.Tests.Queue;

/// <summary>Signals to cancel jobs, on a queue that all workers share.</summary>
public sealed class SqsCancelSignalsSpecs(SharedMoto moto) : IClassFixture<SharedMoto>, IAsyncLifetime
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly JobId Job = new(new ChatId(-100), new MessageId(7), 2);

    private AmazonSQSClient? _sqs;
    private string _url = "";
    private SqsCancelSignals? _signals;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sqs = await moto.SqsAsync();
        var created = new CreateQueueRequest(SharedMoto.NewName())
        {
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [QueueAttributeName.VisibilityTimeout] = "30" },
        };
        _url = (await _sqs.CreateQueueAsync(created, Cancellation)).QueueUrl;
        _signals = Open(_url);
    }

    public ValueTask DisposeAsync()
    {
        _sqs?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_signal_arrives_with_its_job_and_time()
    {
        await _signals!.SendAsync(Job, Cancellation);

        var signal = Assert.Single(await _signals.ReceiveAsync(Wait, Cancellation));

        Assert.Equal(Job, signal.Job);
        Assert.InRange(signal.SentAt, DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_signal_that_is_passed_on_arrives_again_at_once()
    {
        await _signals!.SendAsync(Job, Cancellation);

        await _signals.PassOnAsync(Assert.Single(await _signals.ReceiveAsync(Wait, Cancellation)), Cancellation);

        Assert.Equal(Job, Assert.Single(await _signals.ReceiveAsync(Wait, Cancellation)).Job);
    }

    [Fact]
    public async Task A_completed_signal_is_gone()
    {
        await _signals!.SendAsync(Job, Cancellation);

        await _signals.CompleteAsync(Assert.Single(await _signals.ReceiveAsync(Wait, Cancellation)), Cancellation);

        var counts = await _sqs!.GetQueueAttributesAsync(_url, ["All"], Cancellation);
        Assert.Equal((0, 0), (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible));
    }

    [Fact]
    public async Task A_signal_that_is_gone_can_be_passed_on()
    {
        await _signals!.SendAsync(Job, Cancellation);
        var signal = Assert.Single(await _signals.ReceiveAsync(Wait, Cancellation));
        await _signals.CompleteAsync(signal, Cancellation);

        await _signals.PassOnAsync(signal, Cancellation);

        Assert.Empty(await _signals.ReceiveAsync(TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task What_is_no_signal_is_received_without_a_job()
    {
        await _sqs!.SendMessageAsync(_url, "anything", Cancellation);

        Assert.Null(Assert.Single(await _signals!.ReceiveAsync(Wait, Cancellation)).Job);
    }

    [Fact]
    public async Task A_queue_that_is_missing_is_named_with_its_setting()
    {
        var exception = await Assert.ThrowsAsync<AwsResourceMissingException>(() => Open($"{_url}-gone").SendAsync(Job, Cancellation));

        Assert.Contains("Jobs:CancelQueueUrl", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_queue_there_are_no_signals_and_sending_one_does_nothing()
    {
        var none = Open(url: null);

        Assert.False(none.AreAvailable);
        await none.SendAsync(Job, Cancellation);
    }

    private SqsCancelSignals Open(string? url) => new(_sqs!, Options.Create(new SqsOptions { CancelQueueUrl = url }));
}
