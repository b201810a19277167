using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Functions.Tests.Rig;
using TelegramAI.Moto;
using TelegramAI.Stack;

namespace TelegramAI.Benchmarks.Functions;

/// <summary>The stack in moto, and a client of its queue like that of the functions.</summary>
internal sealed class Cloud : IAsyncDisposable
{
    private static readonly string[] Counted =
    [
        QueueAttributeName.ApproximateNumberOfMessages,
        QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
        QueueAttributeName.ApproximateNumberOfMessagesDelayed,
    ];

    private readonly MotoServer _moto;
    private readonly DeployedStack _stack;
    private readonly AmazonSQSClient _sqs;

    private Cloud(MotoServer moto, DeployedStack stack, string secret)
    {
        (_moto, _stack) = (moto, stack);
        _sqs = new AmazonSQSClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        Update = new WebhookEvent
        {
            Secret = secret,
            Body = WebhookEvent.Text("https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
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
            "secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = stack.PhysicalIds["BotSecret"] }.ToJsonString());
        return new Cloud(moto, stack, (string)JsonNode.Parse((string)JsonNode.Parse(answer)!["SecretString"]!)!["webhookSecret"]!);
    }

    /// <summary>The message that every contender sends.</summary>
    public Task SendAsync() => _sqs.SendMessageAsync(_stack.PhysicalIds["JobQueue"], Update);

    /// <summary>The calls of SQS that the bot makes for each update.</summary>
    public async Task CountAndSendAsync()
    {
        await _sqs.GetQueueAttributesAsync(_stack.PhysicalIds["JobQueue"], [.. Counted]);
        await _sqs.SendMessageBatchAsync(_stack.PhysicalIds["JobQueue"], [new SendMessageBatchRequestEntry("0", Update)]);
    }

    /// <summary>Moto counts a long queue more slowly.</summary>
    public Task EmptyAsync() => _sqs.PurgeQueueAsync(_stack.PhysicalIds["JobQueue"]);

    public ValueTask DisposeAsync()
    {
        _sqs.Dispose();
        return _moto.DisposeAsync();
    }
}
