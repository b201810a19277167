using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using TelegramAI.FunctionRig;
using TelegramAI.Local.DemoYouTube;
using TelegramAI.Moto;
using TelegramAI.Stack;
using TelegramAI.WorkerRig;

namespace TelegramAI.EndToEnd.Tests.Rig;

/// <summary>The stack, deployed into moto, with the published functions, a Telegram and a YouTube.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const long Person = 7;

    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-end-to-end-");
    private PublishedFunctions? _functions;

    private Deployment(MotoServer moto, LoopbackTelegram telegram, DemoYouTubeServer youTube)
    {
        (Moto, Telegram, YouTube) = (moto, telegram, youTube);
        Sqs = new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        S3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region, ForcePathStyle = true });
    }

    public static string? SkipReason =>
        PublishedFunctions.SkipReason ?? StackTemplate.SkipReason ?? MotoServer.SkipReason ?? WorkerProgram.SkipReason;

    public MotoServer Moto { get; }

    public LoopbackTelegram Telegram { get; }

    public DemoYouTubeServer YouTube { get; }

    public AmazonSQSClient Sqs { get; }

    public AmazonS3Client S3 { get; }

    public DeployedStack Stack { get; private set; } = null!;

    public string Bucket => Stack.PhysicalIds["VideoBucket"];

    public string Queue => Stack.PhysicalIds["JobQueue"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Deployment> DeployAsync()
    {
        Assert.SkipUnless(SkipReason is null, SkipReason ?? "");
        var deployment = new Deployment(
            await MotoServer.StartAsync(cancellationToken: Cancellation),
            await LoopbackTelegram.StartAsync(Cancellation),
            await DemoYouTubeServer.StartAsync(new DemoYouTubeOptions(), Cancellation));
        var publishing = PublishedFunctions.PublishAsync(Path.Combine(deployment._folder.FullName, "functions"), Cancellation);
        deployment.Stack = await DeployedStack.DeployAsync(
            deployment.Moto,
            "whole",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TelegramBotToken"] = LoopbackTelegram.Token,
                ["TelegramBaseUrl"] = deployment.Telegram.Address,
                ["AllowedUsers"] = $"{Person}",
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
    public WorkerProcess StartWorker() => WorkerProcess.Start(
        Moto.Environment,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["YouTube__BaseUrl"] = $"{YouTube.BaseUrl}",
            ["YouTube__Scratch"] = Path.Combine(_folder.FullName, "scratch"),
            ["Instance__Watch"] = "false",
        },
        Stack.WorkerSettings);

    /// <summary>Tells Telegram where the bot is, and the secret that the stack made up.</summary>
    public async Task SetWebhookAsync(string address)
    {
        var secret = await Moto.JsonAsync(
            "secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = Stack.PhysicalIds["BotSecret"] }.ToJsonString(), Cancellation);
        var content = JsonNode.Parse((string)JsonNode.Parse(secret)!["SecretString"]!)!;
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(
            $"{Telegram.Address}/bot{LoopbackTelegram.Token}/setWebhook",
            new { url = address, secret_token = (string)content["webhookSecret"]! },
            Cancellation);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Sqs.Dispose();
        S3.Dispose();
        await Telegram.DisposeAsync();
        await YouTube.DisposeAsync();
        await Moto.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
