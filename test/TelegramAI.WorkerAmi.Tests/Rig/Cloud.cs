using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Telegram;
using TelegramAI.Testing.Worker;
using ChatMessage = TelegramAI.BotApiServer.Messages.Message;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>All that a worker works with, on loopback: the stack deployed into moto, a Telegram and a YouTube.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private static readonly ChatId Chat = new(7);
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");
    private readonly MotoServer _moto;
    private readonly LoopbackTelegram _telegram;
    private readonly DemoYouTubeServer _youTube;
    private readonly DeployedStack _stack;
    private readonly AmazonSQSClient _sqs;
    private readonly AmazonS3Client _s3;

    private Cloud(MotoServer moto, LoopbackTelegram telegram, DemoYouTubeServer youTube, DeployedStack stack)
    {
        (_moto, _telegram, _youTube, _stack) = (moto, telegram, youTube, stack);
        _sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        _s3 = new AmazonS3Client(
            Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
    }

    /// <summary>Where the worker's /health answers.</summary>
    public int HealthPort { get; } = FreePort.Next();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Queue => _stack.PhysicalIds["JobQueue"];

    private string Bucket => _stack.PhysicalIds["VideoBucket"];

    /// <summary>What a worker's settings say besides the stack's own, because this is neither AWS nor YouTube.</summary>
    private IReadOnlyDictionary<string, string> Loopback => new Dictionary<string, string>(_moto.Environment, StringComparer.Ordinal)
    {
        ["YouTube__BaseUrl"] = _youTube.BaseUrl.ToString(),
        ["Instance__Watch"] = "false",

        // A worker that is told to stop ends its last receive first.
        ["Worker__ReceiveWaitSeconds"] = "2",
        ["Health__Port"] = HealthPort.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The settings as a file of lines, as the stack's user data writes it.</summary>
    public string WorkerEnv => string.Concat(
        _stack.WorkerSettings.Concat(Loopback.Where(pair => !_stack.WorkerSettings.ContainsKey(pair.Key))).Select(pair => $"{pair.Key}={pair.Value}\n"));

    /// <summary>The stack's own user data, with the settings of loopback at the end of the file that it writes.</summary>
    public string UserData => _stack.UserData.TrimEnd('\n') + string.Concat(
        Loopback.Where(pair => !_stack.WorkerSettings.ContainsKey(pair.Key)).Select(pair => $"\n      {pair.Key}={pair.Value}")) + "\n";

    public static async Task<Cloud> StartAsync()
    {
        var telegram = await LoopbackTelegram.StartAsync();
        var youTube = await DemoYouTubeServer.StartAsync(new DemoYouTubeOptions(), Cancellation);
        var moto = await MotoServer.StartAsync(cancellationToken: Cancellation);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TelegramBotToken"] = LoopbackTelegram.Token,
            ["TelegramBaseUrl"] = telegram.Address,
            ["AllowedUsers"] = $"{Chat}",
        };
        var stack = await DeployedStack.DeployAsync(moto, "rehearsal", parameters, cancellationToken: Cancellation);
        var cloud = new Cloud(moto, telegram, youTube, stack);

        // Moto takes a statement that denies plain HTTP for one that denies everything: it reads no conditions.
        await cloud._s3.DeleteBucketPolicyAsync(cloud.Bucket, Cancellation);
        return cloud;
    }

    /// <summary>A person asks for a video, and the job is in the queue as the bot would put it there.</summary>
    public async Task AskAsync(VideoId video, int height)
    {
        var said = await _telegram.People.SendAsync(Chat, $"https://www.youtube.com/watch?v={video} {height}p", cancellationToken: Cancellation);
        var job = new DownloadJob
        {
            Id = new JobId(Chat, new MessageId(said[^1].MessageId), 1),
            User = new UserId(Chat.Value),
            Request = VideoRequest.ForVideo(video, height),
            RequestedAt = DateTimeOffset.UtcNow,
        };
        await _sqs.SendMessageAsync(Queue, JobMessage.Write(job), Cancellation);
    }

    /// <summary>Whether everything of a job has happened: the video is in the bucket and in the chat, and nothing is in the queue.</summary>
    public async Task<bool> IsDoneAsync(VideoId video) =>
        (await ObjectsAsync()).Any(key => key.StartsWith($"videos/{video}/", StringComparison.Ordinal) && key.EndsWith(".mp4", StringComparison.Ordinal))
        && (await AnswersAsync()).Any(message => message.Video is { FileSize: > 0 })
        && await IsQueueEmptyAsync();

    /// <summary>What is there of a job, for the message of a spec that fails.</summary>
    public async Task<string> DescribeAsync() =>
        $"bucket: {string.Join(", ", await ObjectsAsync())}\nchat: {string.Join(" | ", await AnswersAsync())}\nqueue empty: {await IsQueueEmptyAsync()}\n";

    /// <summary>What the worker says of itself; null where it does not answer, or not well.</summary>
    public async Task<JsonNode?> HealthAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HealthPort}"), Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return JsonNode.Parse(await http.GetStringAsync(new Uri("/health", UriKind.Relative), Cancellation));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !Cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whether the worker's log is in CloudWatch, in a machine's own stream.</summary>
    public async Task<bool> HasLogAsync(string instance)
    {
        var request = new JsonObject { ["logGroupName"] = _stack.PhysicalIds["WorkerLogs"], ["logStreamNamePrefix"] = instance };
        var answer = await _moto.JsonAsync("logs", "Logs_20140328.FilterLogEvents", request.ToJsonString(), Cancellation);
        return JsonNode.Parse(answer)!["events"]!.AsArray().Count > 0;
    }

    public async ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        _s3.Dispose();
        await _moto.DisposeAsync();
        await _youTube.DisposeAsync();
        await _telegram.DisposeAsync();
    }

    /// <summary>The bot's messages in the chat.</summary>
    private async Task<IReadOnlyList<ChatMessage>> AnswersAsync() =>
        [.. (await _telegram.ReadAsync(Chat, Cancellation)).Where(message => message.From.IsBot)];

    private async Task<IReadOnlyList<string>> ObjectsAsync()
    {
        var listed = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }, Cancellation);
        return [.. (listed.S3Objects ?? []).Select(entry => entry.Key)];
    }

    private async Task<bool> IsQueueEmptyAsync()
    {
        var request = new GetQueueAttributesRequest(Queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]);
        var counts = await _sqs.GetQueueAttributesAsync(request, Cancellation);
        return counts is { ApproximateNumberOfMessages: 0, ApproximateNumberOfMessagesNotVisible: 0 };
    }
}
