using Amazon.SQS;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Aws.Tests.Queue;

/// <summary>With a server of its own: a visibility of seconds must not end because others keep a shared one busy.</summary>
public sealed class SqsJobQueueSpecs(SharedMoto moto) : JobQueueSpecs, IClassFixture<SharedMoto>, IAsyncLifetime
{
    private AmazonSQSClient? _sqs;
    private SqsJobQueue? _queue;
    private SqsJobQueue? _deadLetters;

    protected override IJobQueue Queue => _queue!;

    protected override IJobQueue DeadLetters => _deadLetters!;

    protected override TimeSpan Visibility => TimeSpan.FromSeconds(4);

    protected override int MaxReceives => 2;

    protected override int Many => 30;

    protected override bool MayDeliverTwice => true;

    public async ValueTask InitializeAsync()
    {
        _sqs = await moto.SqsAsync();
        var (jobs, dead) = await _sqs.CreateQueuesAsync(MaxReceives, Cancellation);
        _queue = Open(jobs, dead);
        _deadLetters = Open(dead, deadLetters: null);
    }

    public ValueTask DisposeAsync()
    {
        _sqs?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Moto's clock is the machine's, and whole seconds are what SQS counts in.</summary>
    protected override Task PassAsync(TimeSpan time) => Task.Delay(time + TimeSpan.FromMilliseconds(200), Cancellation);

    private SqsJobQueue Open(string url, string? deadLetters) => new(
        _sqs!,
        Options.Create(new SqsOptions { QueueUrl = url, DeadLetterQueueUrl = deadLetters }),
        Options.Create(new JobOptions { VisibilitySeconds = (int)Visibility.TotalSeconds }),
        () => null);
}
