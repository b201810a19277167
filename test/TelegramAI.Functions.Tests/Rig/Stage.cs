using System.Text;
using System.Text.Json.Nodes;
using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Functions.Tests.Rig;

/// <summary>A stack of its own in moto, and a Telegram on loopback that the stack was told of.</summary>
public sealed class Stage : IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");
    private readonly Functions _functions;

    private Stage(Functions functions, DeployedStack stack, BotApi telegram)
    {
        (_functions, Stack, Telegram) = (functions, stack, telegram);
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = functions.Moto.Url, AuthenticationRegion = MotoServer.Region });
        S3 = new AmazonS3Client(
            Credentials, new AmazonS3Config { ServiceURL = functions.Moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
    }

    public DeployedStack Stack { get; }

    public BotApi Telegram { get; }

    public AmazonSQSClient Sqs { get; }

    public AmazonS3Client S3 { get; }

    public MotoServer Moto => _functions.Moto;

    public string Queue => Stack.PhysicalIds["JobQueue"];

    /// <summary>The stack's ledger.</summary>
    public JobLedger Ledger => new(
        new S3DocumentStore(S3, Options.Create(new BucketOptions { Bucket = Bucket })), TimeProvider.System, NullLogger<JobLedger>.Instance);

    /// <summary>Makes a video one that the bot of the token has in Telegram, as a worker leaves it, in the height that is meant where none is asked for.</summary>
    public async Task DeliveredAsync(string video, string fileId) => await new S3DocumentStore(S3, Options.Create(new BucketOptions { Bucket = Bucket })).PutAsync(
        VideoKey.ManifestPathOf(VideoId.Parse(video), 1080),
        Encoding.UTF8.GetBytes(
            $$"""
            {"key":{"id":"{{video}}","format":"1080p.mp4"},"title":"A title","author":"An author","duration":"00:01:02",
             "width":1920,"height":1080,"bytes":1000,"storedAt":"2026-01-01T00:00:00+00:00","fileId":"{{fileId}}"}
            """),
        expected: null,
        Cancellation);

    private string Bucket => Stack.PhysicalIds["VideoBucket"];

    public string Group => Stack.PhysicalIds["WorkerGroup"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Deploys it. Everybody with the id 7 may use the bot.</summary>
    /// <param name="functions">What is deployed, and where to.</param>
    /// <param name="name">The stack's name.</param>
    /// <param name="admins">The operators.</param>
    public static async Task<Stage> DeployAsync(Functions functions, string name, string admins = "")
    {
        Functions.SkipWhereMissing();
        var telegram = await BotApi.StartAsync();
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TelegramBotToken"] = BotApi.Token,
            ["TelegramBaseUrl"] = telegram.Address,
            ["AllowedUsers"] = "7",
            ["Admins"] = admins,
        };
        var stage = new Stage(functions, await DeployedStack.DeployAsync(functions.Moto, name, parameters, cancellationToken: Cancellation), telegram);

        // Moto takes a statement that denies plain HTTP for one that denies everything: it reads no conditions.
        await stage.S3.DeleteBucketPolicyAsync(stage.Bucket, Cancellation);
        return stage;
    }

    /// <summary>Starts a function of the stack with the stack's own settings.</summary>
    /// <param name="function">Its name in the template.</param>
    /// <param name="changes">What is other than deployed.</param>
    public Task<FunctionProcess> StartAsync(string function, params (string Name, string Value)[] changes) => FunctionProcess.StartAsync(
        [_functions.Published.Executable],
        Stack.Functions[function].Environment,
        Moto.Environment,
        changes.ToDictionary(change => change.Name, change => change.Value, StringComparer.Ordinal));

    /// <summary>The secret that the stack made up for Telegram.</summary>
    public Task<string> WebhookSecretAsync() => SecretAsync("WebhookSecret");

    /// <summary>Takes every message of the queue, and leaves none.</summary>
    public async Task<IReadOnlyList<Message>> TakeMessagesAsync()
    {
        List<Message> messages = [];
        while (true)
        {
            var received = await Sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest(Queue)
                {
                    MaxNumberOfMessages = 10,
                    WaitTimeSeconds = 0,
                    MessageAttributeNames = ["All"],
                    MessageSystemAttributeNames = ["All"],
                },
                Cancellation);
            if (received.Messages is not { Count: > 0 } batch)
                return messages;

            messages.AddRange(batch);
            foreach (var message in batch)
                await Sqs.DeleteMessageAsync(Queue, message.ReceiptHandle, Cancellation);
        }
    }

    /// <summary>Takes the jobs of the queue, and leaves none.</summary>
    public async Task<IReadOnlyList<DownloadJob>> TakeJobsAsync() => [.. (await TakeMessagesAsync()).Select(ToJob)];

    /// <summary>Puts jobs into the queue, in batches of ten.</summary>
    public async Task SendJobsAsync(int count, int first = 1000)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(10))
            await Sqs.SendMessageBatchAsync(Queue, [.. numbers.Select(number => new SendMessageBatchRequestEntry($"{number}", JobMessage.Write(Job(number))))], Cancellation);
    }

    public static DownloadJob Job(int number) => new()
    {
        Id = new JobId(new ChatId(7), new MessageId(number), 1),
        User = new UserId(7),
        Request = VideoRequest.ForSearch("rain"),
        RequestedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>How many instances the group is asked for.</summary>
    public async Task<int> DesiredAsync()
    {
        using var group = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = Moto.Url, AuthenticationRegion = MotoServer.Region });
        var described = await group.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [Group] }, Cancellation);
        return Assert.Single(described.AutoScalingGroups).DesiredCapacity ?? 0;
    }

    /// <summary>Makes the group have so many instances, which moto starts at once.</summary>
    public async Task SetInstancesAsync(int count)
    {
        using var group = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = Moto.Url, AuthenticationRegion = MotoServer.Region });
        await group.SetDesiredCapacityAsync(new SetDesiredCapacityRequest { AutoScalingGroupName = Group, DesiredCapacity = count }, Cancellation);
    }

    /// <summary>Makes what the metric sender remembers of the fleet so much older, and its looks at machines without work so many.</summary>
    public async Task AgeFleetMemoryAsync(TimeSpan age, int looks)
    {
        var documents = new S3DocumentStore(S3, Options.Create(new BucketOptions { Bucket = Bucket }));
        var path = $"fleet/{Group}.json";
        var document = await documents.GetAsync(path, Cancellation);
        var memory = JsonNode.Parse(document!.Content.Span)!;
        memory["stuck"]!["looks"] = looks;
        memory["stuck"]!["since"] = Older(memory["stuck"]!["since"]!);
        foreach (var (_, instance) in memory["instances"]!.AsObject())
            (instance!["firstSeen"], instance["since"]) = (Older(instance["firstSeen"]!), Older(instance["since"]!));
        await documents.PutAsync(path, Encoding.UTF8.GetBytes(memory.ToJsonString()), document.Version, Cancellation);

        JsonNode Older(JsonNode time) => JsonValue.Create(time.GetValue<DateTimeOffset>() - age);
    }

    /// <summary>What the group takes each of its instances for.</summary>
    public async Task<IReadOnlyList<string>> HealthAsync()
    {
        using var group = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = Moto.Url, AuthenticationRegion = MotoServer.Region });
        var described = await group.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [Group] }, Cancellation);
        return [.. Assert.Single(described.AutoScalingGroups).Instances.Select(instance => instance.HealthStatus)];
    }

    public static DownloadJob ToJob(Message message) => JobMessage.Read(new QueueMessage
    {
        Id = message.MessageId,
        Receipt = message.ReceiptHandle,
        Body = message.Body,
        Chat = message.MessageAttributes?.TryGetValue("chat_id", out var chat) is true ? new ChatId(long.Parse(chat.StringValue, null)) : null,
        ReceiveCount = 1,
        SentAt = DateTimeOffset.UnixEpoch,
    });

    /// <summary>What a secret of the stack holds.</summary>
    private async Task<string> SecretAsync(string name)
    {
        var answer = await Moto.JsonAsync("secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = Stack.PhysicalIds[name] }.ToJsonString(), Cancellation);
        return (string)JsonNode.Parse(answer)!["SecretString"]!;
    }

    public Task ChangeTokenAsync(string token) => ChangeSecretAsync("BotSecret", new JsonObject { ["token"] = token }.ToJsonString());

    public Task ChangeWebhookSecretAsync(string secret) => ChangeSecretAsync("WebhookSecret", secret);

    private Task<string> ChangeSecretAsync(string name, string content) => Moto.JsonAsync(
        "secretsmanager",
        "secretsmanager.PutSecretValue",
        new JsonObject { ["SecretId"] = Stack.PhysicalIds[name], ["SecretString"] = content }.ToJsonString(),
        Cancellation);

    public async ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        S3.Dispose();
        await Telegram.DisposeAsync();
    }
}
