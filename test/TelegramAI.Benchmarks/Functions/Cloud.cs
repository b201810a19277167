using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Core.Videos;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Benchmarks.Functions;

/// <summary>The stack in moto, and clients of its queue and bucket like those of the functions.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private static readonly string[] Counted =
    [
        QueueAttributeName.ApproximateNumberOfMessages,
        QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
        QueueAttributeName.ApproximateNumberOfMessagesDelayed,
    ];

    private static readonly VideoId Video = VideoId.Parse("dQw4w9WgXcQ");

    private readonly MotoServer _moto;
    private readonly DeployedStack _stack;
    private readonly AmazonSQSClient _sqs;
    private readonly AmazonS3Client _s3;

    private Cloud(MotoServer moto, DeployedStack stack, string secret)
    {
        (_moto, _stack) = (moto, stack);
        _sqs = new AmazonSQSClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        _s3 = new AmazonS3Client(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
        Update = new WebhookEvent
        {
            Secret = secret,
            Body = WebhookEvent.Text($"https://www.youtube.com/watch?v={Video}"),
        }.ToJson();
    }

    /// <summary>One YouTube link, as the Function URL hands it to the bot.</summary>
    public string Update { get; }

    /// <summary>What the bot is started with. boto3 reads the region from a variable of its own.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(_stack.Functions["Bot"].Environment.Concat(_moto.Environment), StringComparer.Ordinal)
        {
            ["AWS_DEFAULT_REGION"] = MotoServer.Region,
        };

    public static async Task<Cloud> DeployAsync()
    {
        var moto = await MotoServer.StartAsync();
        var stack = await DeployedStack.DeployAsync(
            moto, "benchmark", new Dictionary<string, string>(StringComparer.Ordinal) { ["AllowedUsers"] = "7", ["MaxInstances"] = "1" });
        var answer = await moto.JsonAsync(
            "secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = stack.PhysicalIds["WebhookSecret"] }.ToJsonString());
        var cloud = new Cloud(moto, stack, (string)JsonNode.Parse(answer)!["SecretString"]!);

        // Moto takes a statement that denies plain HTTP for one that denies everything: it reads no conditions.
        await cloud._s3.DeleteBucketPolicyAsync(stack.PhysicalIds["VideoBucket"]);
        return cloud;
    }

    /// <summary>The message that every contender sends.</summary>
    public Task SendAsync() => _sqs.SendMessageAsync(_stack.PhysicalIds["JobQueue"], Update);

    /// <summary>The calls of S3 and SQS that the bot makes for each update: whether the chat has the video, what is before it, and its job.</summary>
    public async Task LookCountAndSendAsync()
    {
        var height = new VideoOptions().Height;
        await Task.WhenAll(IsMissingAsync(VideoKey.ManifestPathOf(Video, height)), IsMissingAsync(VideoKey.ChoicePathOf(Video, height)));
        await _sqs.GetQueueAttributesAsync(_stack.PhysicalIds["JobQueue"], [.. Counted]);
        await _sqs.SendMessageBatchAsync(_stack.PhysicalIds["JobQueue"], [new SendMessageBatchRequestEntry("0", Update)]);
    }

    /// <summary>Moto counts a long queue more slowly.</summary>
    public Task EmptyAsync() => _sqs.PurgeQueueAsync(_stack.PhysicalIds["JobQueue"]);

    public ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        _s3.Dispose();
        return _moto.DisposeAsync();
    }

    private async Task IsMissingAsync(string key)
    {
        try
        {
            using var found = await _s3.GetObjectAsync(_stack.PhysicalIds["VideoBucket"], key);
            throw new InvalidOperationException($"There is {key}, and the bot would queue nothing");
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchKey")
        {
            // The chat does not have it yet.
        }
    }
}
