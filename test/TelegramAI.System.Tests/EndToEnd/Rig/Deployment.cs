using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Core.Jobs;
using TelegramAI.DemoYouTube;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Faults;
using TelegramAI.Testing.Lambda;
using TelegramAI.Testing.Telegram;
using TelegramAI.Testing.Telemetry;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.EndToEnd.Rig;

/// <summary>The stack, deployed into moto, with the published functions, a Telegram and a YouTube.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const long Person = 7;

    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-end-to-end-");
    private PublishedFunctions? _functions;

    private Deployment(MotoServer moto, AwsProxy proxy, LoopbackTelegram telegram, DemoYouTubeServer youTube, OtlpCollector collector)
    {
        (Moto, Proxy, Telegram, YouTube, Collector) = (moto, proxy, telegram, youTube, collector);
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        S3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
    }

    public static string? SkipReason =>
        PublishedFunctions.SkipReason ?? StackTemplate.SkipReason ?? MotoServer.SkipReason ?? WorkerProgram.SkipReason;

    public MotoServer Moto { get; }

    /// <summary>What the worker reaches moto by.</summary>
    public AwsProxy Proxy { get; }

    public LoopbackTelegram Telegram { get; }

    public DemoYouTubeServer YouTube { get; }

    /// <summary>Where the stack exports its traces and metrics to.</summary>
    public OtlpCollector Collector { get; }

    public AmazonSQSClient Sqs { get; }

    public AmazonS3Client S3 { get; }

    public DeployedStack Stack { get; private set; } = null!;

    public string Bucket => Stack.PhysicalIds["VideoBucket"];

    public string Queue => Stack.PhysicalIds["JobQueue"];

    public string DeadLetters => Stack.PhysicalIds["DeadLetterQueue"];

    /// <summary>The stack's ledger.</summary>
    public JobLedger Ledger => new(
        new S3DocumentStore(S3, Options.Create(new BucketOptions { Bucket = Bucket })), TimeProvider.System, NullLogger<JobLedger>.Instance);

    public string Group => Stack.PhysicalIds["WorkerGroup"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Deployment> DeployAsync(Published published)
    {
        Assert.SkipUnless(SkipReason is null, SkipReason ?? "");
        var moto = await MotoServer.StartAsync(cancellationToken: Cancellation);
        var deployment = new Deployment(
            moto,
            await AwsProxy.StartAsync(moto.Url, faults: null, Cancellation),
            await LoopbackTelegram.StartAsync(),
            await DemoYouTubeServer.StartAsync(new DemoYouTubeOptions(), Cancellation),
            await OtlpCollector.StartAsync(Cancellation));
        var publishing = published.FunctionsAsync();
        deployment.Stack = await DeployedStack.DeployAsync(
            deployment.Moto,
            "whole",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TelegramBotToken"] = LoopbackTelegram.Token,
                ["TelegramBaseUrl"] = deployment.Telegram.Address,
                ["AllowedUsers"] = $"{Person}",
                ["OtlpEndpoint"] = deployment.Collector.Address,
            },
            cancellationToken: Cancellation);

        // Moto takes a statement that denies plain HTTP for one that denies everything: it reads no conditions.
        await deployment.S3.DeleteBucketPolicyAsync(deployment.Bucket, Cancellation);
        deployment._functions = await publishing;
        return deployment;
    }

    /// <summary>Starts a function with what the stack configures it with.</summary>
    public Task<FunctionProcess> StartFunctionAsync(string name) =>
        FunctionProcess.StartAsync([_functions!.Executable], Stack.Functions[name].Environment, Moto.Environment);

    /// <summary>Starts a worker with what its instance is started with.</summary>
    /// <param name="settings">What is other than deployed.</param>
    public WorkerProcess StartWorker(params IEnumerable<(string Name, string Value)> settings) => WorkerProcess.Start(
        Moto.Environment,
        Stack.WorkerSettings,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = Proxy.Address,
            ["Jobs__QueueUrl"] = Proxy.AddressOf(Queue),
            ["Jobs__CancelQueueUrl"] = Proxy.AddressOf(Stack.PhysicalIds["CancelQueue"]),
            ["YouTube__BaseUrl"] = $"{YouTube.BaseUrl}",
            ["YouTube__Scratch"] = Path.Combine(_folder.FullName, "scratch"),
        },
        settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));

    /// <summary>Makes a message a dead letter after so many receives, where the stack's own number would take long.</summary>
    public async Task AllowReceivesAsync(int receives)
    {
        var found = await Sqs.GetQueueAttributesAsync(Queue, [QueueAttributeName.RedrivePolicy], Cancellation);
        var redrive = JsonNode.Parse(found.Attributes[QueueAttributeName.RedrivePolicy])!;
        redrive["maxReceiveCount"] = receives;
        await Sqs.SetQueueAttributesAsync(
            Queue, new Dictionary<string, string>(StringComparer.Ordinal) { [QueueAttributeName.RedrivePolicy] = redrive.ToJsonString() }, Cancellation);
    }

    /// <summary>How many messages a queue has, in work or not.</summary>
    public async Task<int> CountAsync(string queue)
    {
        var counted = await Sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation);
        return counted.Attributes
            .Where(attribute => attribute.Key.StartsWith("ApproximateNumberOfMessages", StringComparison.Ordinal))
            .Sum(attribute => int.Parse(attribute.Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Tells Telegram where the bot is, and the secret that the stack made up.</summary>
    public async Task SetWebhookAsync(string address)
    {
        var secret = await Moto.JsonAsync(
            "secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = Stack.PhysicalIds["WebhookSecret"] }.ToJsonString(), Cancellation);
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(
            $"{Telegram.Address}/bot{LoopbackTelegram.Token}/setWebhook",
            new { url = address, secret_token = (string)JsonNode.Parse(secret)!["SecretString"]! },
            Cancellation);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        S3.Dispose();
        await Proxy.DisposeAsync();
        await Telegram.DisposeAsync();
        await YouTube.DisposeAsync();
        await Collector.DisposeAsync();
        await Moto.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
