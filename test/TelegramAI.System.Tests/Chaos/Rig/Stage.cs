using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Queue;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Faults;
using TelegramAI.Testing.Telegram;
using TelegramAI.Testing.Worker;
using MessageAttributeValue = Amazon.SQS.Model.MessageAttributeValue;

namespace TelegramAI.System.Tests.Chaos.Rig;

/// <summary>A queue and a bucket in moto behind a proxy, a YouTube and a Telegram, and the workers' settings for them.</summary>
public sealed class Stage : IAsyncDisposable
{
    private const string Bucket = "videos";

    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("telegramai-chaos-");
    private readonly AmazonSQSClient _sqs;
    private readonly AmazonS3Client _s3;
    private readonly S3DocumentStore _documents;
    private readonly TelegramChat _bot;
    private string _queue = "";
    private string _deadLetters = "";
    private string _cancels = "";
    private int _workers;

    private Stage(MotoServer moto, AwsProxy proxy, LoopbackTelegram telegram, DemoYouTubeServer youTube)
    {
        (Moto, Proxy, Telegram, YouTube) = (moto, proxy, telegram, youTube);

        // What a spec itself does and looks at passes the proxy by.
        _sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        _s3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
        _documents = new S3DocumentStore(_s3, Options.Create(new BucketOptions { Bucket = Bucket }));
        Ledger = new JobLedger(_documents, TimeProvider.System, NullLogger<JobLedger>.Instance);
        _bot = new TelegramChat(new TelegramBotClient(new TelegramBotClientOptions(LoopbackTelegram.Token, telegram.Address)), TimeProvider.System);
    }

    public static string? SkipReason => MotoServer.SkipReason ?? WorkerProgram.SkipReason;

    public MotoServer Moto { get; }

    public AwsProxy Proxy { get; }

    public LoopbackTelegram Telegram { get; }

    public DemoYouTubeServer YouTube { get; }

    public JobLedger Ledger { get; }

    /// <summary>The button of the chats.</summary>
    public JobCancellation JobCancellation => new(
        Ledger,
        new SqsCancelSignals(_sqs, Options.Create(new SqsOptions { CancelQueueUrl = _cancels })),
        _bot,
        new ChatGate(_documents, TimeProvider.System),
        TimeProvider.System,
        NullLogger<JobCancellation>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="visibilitySeconds">For how long a received message is hidden.</param>
    /// <param name="receives">How often a message is received before it is a dead letter.</param>
    /// <param name="faults">What fails; nothing where it is null.</param>
    public static async Task<Stage> BuildAsync(int visibilitySeconds, int receives, FaultPlan? faults = null)
    {
        Assert.SkipUnless(SkipReason is null, SkipReason ?? "");
        var moto = await MotoServer.StartAsync(cancellationToken: Cancellation);
        var stage = new Stage(
            moto,
            await AwsProxy.StartAsync(moto.Url, faults, Cancellation),
            await LoopbackTelegram.StartAsync(),
            await DemoYouTubeServer.StartAsync(new DemoYouTubeOptions(), Cancellation));
        await stage.CreateAsync(visibilitySeconds, receives);
        return stage;
    }

    /// <summary>Starts a worker.</summary>
    public WorkerProcess StartWorker(int visibilitySeconds, params IEnumerable<(string Name, string Value)> settings)
    {
        var number = Interlocked.Increment(ref _workers);
        return WorkerProcess.Start(
            Moto.Environment,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL"] = Proxy.Address,
                ["Jobs__QueueUrl"] = Proxy.AddressOf(_queue),
                ["Jobs__DeadLetterQueueUrl"] = Proxy.AddressOf(_deadLetters),
                ["Jobs__CancelQueueUrl"] = Proxy.AddressOf(_cancels),
                ["Jobs__VisibilitySeconds"] = $"{visibilitySeconds}",
                ["Videos__Bucket"] = Bucket,
                ["Telegram__Token"] = LoopbackTelegram.Token,
                ["Telegram__BaseUrl"] = Telegram.Address,
                ["YouTube__BaseUrl"] = $"{YouTube.BaseUrl}",
                ["YouTube__Scratch"] = Path.Combine(_scratch.FullName, $"{number}"),
                ["Fleet__GroupName"] = StageGroup.Name,
                ["Fleet__LifecycleHook"] = "drain",
                ["Metrics__Namespace"] = "TelegramAI",
                ["Worker__Slots"] = "4",

                // A worker that is told to stop ends its last receive first.
                ["Worker__ReceiveWaitSeconds"] = "5",
                ["Instance__Watch"] = "false",
            },
            settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));
    }

    /// <summary>Somebody asks for videos in a chat, each with a message.</summary>
    public async Task<IReadOnlyList<DownloadJob>> AskAsync(ChatId chat, params IReadOnlyCollection<VideoRequest> requests)
    {
        List<DownloadJob> jobs = [];
        foreach (var request in requests)
            jobs.Add(JobOf(await SayAsync(chat, $"{request.VideoId}"), number: 1, request));

        await QueueAsync(jobs);
        return jobs;
    }

    /// <summary>Somebody asks for videos in a chat with one message, and the bot says that they are queued.</summary>
    public async Task<IReadOnlyList<DownloadJob>> AskTogetherAsync(ChatId chat, params IReadOnlyCollection<VideoRequest> requests)
    {
        var said = await SayAsync(chat, string.Join(' ', requests.Select(request => request.VideoId)));
        DownloadJob[] jobs = [.. requests.Select((request, index) => JobOf(said, index + 1, request) with { BatchSize = requests.Count })];
        var message = new QueuedMessage(Ledger, _bot, new ChatGate(_documents, TimeProvider.System), TimeProvider.System, NullLogger<QueuedMessage>.Instance);
        Assert.True(await message.TrySendAsync(jobs, before: 0, Cancellation));
        await QueueAsync(jobs);
        return jobs;
    }

    /// <summary>
    /// Delivers a share of all messages twice from now on, as SQS does at times: the second copy comes while the first is worked on.
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
    /// </summary>
    /// <param name="share">Of how many of them, from 0 to 1.</param>
    /// <param name="random">Picks them.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>Tells how many it were.</returns>
    public Func<int> DeliverTwice(double share, Random random, int most = int.MaxValue)
    {
        var copies = 0;
        Proxy.Received = async receipt =>
        {
            lock (random)
            {
                if (copies >= most || random.NextDouble() >= share)
                    return;

                copies++;
            }

            await _sqs.ChangeMessageVisibilityAsync(_queue, receipt, 0, Cancellation);
        };
        return () => copies;
    }

    /// <summary>From now on messages come twice, and Telegram loses answers of calls that it has done.</summary>
    /// <param name="share">Of how many of them, from 0 to 1.</param>
    /// <returns>Tells how many messages came twice.</returns>
    public Func<int> Disturb(double share)
    {
        var seed = Random.Shared.Next();
        Telegram.Faults.LoseAnswers(share, seed);
        return DeliverTwice(share, new Random(seed));
    }

    /// <summary>How many messages the queue and its dead letters have, whether anybody can see them or not.</summary>
    public async Task<(int Queue, int DeadLetters)> CountAsync() => (await CountAsync(_queue), await CountAsync(_deadLetters));

    /// <summary>How many messages of the queue wait for a worker.</summary>
    public Task<int> VisibleAsync() => CountAsync(_queue, visibleOnly: true);

    /// <summary>Uploads that were begun and neither completed nor aborted.</summary>
    public async Task<IReadOnlyList<string>> UploadsAsync()
    {
        var listed = await _s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket }, Cancellation);
        return [.. (listed.MultipartUploads ?? []).Select(upload => upload.Key)];
    }

    /// <summary>How many parts S3 has of each of these uploads.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PartsAsync()
    {
        var listed = await _s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Bucket }, Cancellation);
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var upload in listed.MultipartUploads ?? [])
            parts[upload.UploadId] = (await _s3.ListPartsAsync(Bucket, upload.Key, upload.UploadId, Cancellation)).Parts?.Count ?? 0;

        return parts;
    }

    /// <summary>The bucket's objects under <c>videos/</c>, with their lengths.</summary>
    public async Task<IReadOnlyDictionary<string, long>> VideosAsync()
    {
        var objects = new Dictionary<string, long>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = "videos/" };
        do
        {
            var page = await _s3.ListObjectsV2Async(request, Cancellation);
            foreach (var found in page.S3Objects ?? [])
                objects[found.Key] = found.Size ?? 0;

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);

        return objects;
    }

    public async Task<byte[]> ReadAsync(string key)
    {
        using var found = await _s3.GetObjectAsync(Bucket, key, Cancellation);
        using var content = new MemoryStream();
        await found.ResponseStream.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        _s3.Dispose();
        await Proxy.DisposeAsync();
        await Telegram.DisposeAsync();
        await YouTube.DisposeAsync();
        await Moto.DisposeAsync();
        _scratch.Delete(recursive: true);
    }

    private static DownloadJob JobOf((ChatId Chat, MessageId Message) said, int number, VideoRequest request) => new()
    {
        Id = new JobId(said.Chat, said.Message, number),
        User = new UserId(said.Chat.Value),
        Request = request,
        RequestedAt = DateTimeOffset.UtcNow,
    };

    private async Task<(ChatId Chat, MessageId Message)> SayAsync(ChatId chat, string text) =>
        (chat, new MessageId((await Telegram.People.SendAsync(chat, text, cancellationToken: Cancellation))[^1].MessageId));

    private async Task QueueAsync(IEnumerable<DownloadJob> jobs)
    {
        foreach (var some in jobs.Chunk(10))
        {
            var entries = some.Select((job, index) => new SendMessageBatchRequestEntry($"{index}", JobMessage.Write(job))
            {
                MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
                {
                    ["chat_id"] = new() { DataType = "String", StringValue = $"{job.Chat}" },
                },
            });
            await _sqs.SendMessageBatchAsync(_queue, [.. entries], Cancellation);
        }
    }

    private async Task CreateAsync(int visibilitySeconds, int receives)
    {
        await _s3.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = MotoServer.Region } }, Cancellation);
        _deadLetters = (await _sqs.CreateQueueAsync("dead-letters", Cancellation)).QueueUrl;
        var arn = (await _sqs.GetQueueAttributesAsync(_deadLetters, [QueueAttributeName.QueueArn], Cancellation)).QueueARN;
        var created = new CreateQueueRequest("jobs")
        {
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [QueueAttributeName.VisibilityTimeout] = $"{visibilitySeconds}",
                [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{receives}}}""",
            },
        };
        _queue = (await _sqs.CreateQueueAsync(created, Cancellation)).QueueUrl;
        var cancels = new CreateQueueRequest("cancels")
        {
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [QueueAttributeName.VisibilityTimeout] = "2" },
        };
        _cancels = (await _sqs.CreateQueueAsync(cancels, Cancellation)).QueueUrl;
    }

    private async Task<int> CountAsync(string queue, bool visibleOnly = false)
    {
        var counted = await _sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation);
        return counted.Attributes
            .Where(attribute => visibleOnly ? attribute.Key is "ApproximateNumberOfMessages" : attribute.Key.StartsWith("ApproximateNumberOfMessages", StringComparison.Ordinal))
            .Sum(attribute => int.Parse(attribute.Value, CultureInfo.InvariantCulture));
    }
}
