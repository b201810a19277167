using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3.Model;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.Core.Chats;
using TelegramAI.System.Tests.EndToEnd.Rig;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Faults;
using TelegramAI.Testing.Telemetry;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.EndToEnd;

/// <summary>Everything that is deployed, as real processes with the settings that the stack gives them.</summary>
public sealed class WholeSystemSpecs(Published published, ITestOutputHelper output)
{
    private const string Video = "many-000042";

    /// <summary>Small, for the stack's minute and two are as well shown by a clock that is not real.</summary>
    private const int IdleProtectionSeconds = 5;

    private const int IdleTerminateSeconds = 8;

    /// <summary>By which the worker's calls are known.</summary>
    private const string WorkersKey = "worker";

    /// <summary>What the worker's role allows for more than the life of this one worker.</summary>
    private static readonly Dictionary<string, string> UsedElsewhere = new(StringComparer.Ordinal)
    {
        ["autoscaling:CompleteLifecycleAction"] = "this life ends with it, and moto has no such call",
        ["autoscaling:DescribeAutoScalingGroups"] = "a machine that has been protected for a minute",
        ["autoscaling:RecordLifecycleActionHeartbeat"] = "a machine that has to go and still works",
        ["logs:CreateLogStream"] = "the machine's log",
        ["logs:PutLogEvents"] = "the machine's log",
        ["s3:AbortMultipartUpload"] = "an upload that fails",
        ["s3:DeleteObject /jobs/waiting/"] = "a request whose jobs have ended, found when the next job is taken",
        ["s3:DeleteObject /videos/"] = "a claim that is given back",
        ["s3:ListBucket"] = "without it S3 answers 403 for an object that does not exist",
        ["s3:ListBucketMultipartUploads"] = "uploads that a killed worker left",
        ["sqs:ChangeMessageVisibility"] = "a job that takes longer, and one that is given back",
        ["sqs:DeleteMessage CancelQueue"] = "a running job that somebody cancels",
        ["sqs:SendMessage"] = "a job that is set aside",
        ["ssm:UpdateInstanceInformation"] = "Session Manager's agent",
        ["ssmmessages:CreateControlChannel"] = "Session Manager's agent",
        ["ssmmessages:CreateDataChannel"] = "Session Manager's agent",
        ["ssmmessages:OpenControlChannel"] = "Session Manager's agent",
        ["ssmmessages:OpenDataChannel"] = "Session Manager's agent",
    };

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);
    private static readonly ChatId Chat = new(Deployment.Person);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_said_to_the_bot_starts_a_machine_and_is_a_video_in_the_chat_and_then_the_machine_ends_itself()
    {
        var began = Stopwatch.GetTimestamp();
        await using var deployment = await Deployment.DeployAsync(published);
        output.WriteLine($"Published and deployed in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

        await using var bot = await deployment.StartFunctionAsync("Bot");
        await using var url = await FunctionUrl.StartAsync(bot, Cancellation);
        await deployment.SetWebhookAsync(url.Address);

        var said = Stopwatch.GetTimestamp();
        await AskAsync(deployment);
        await Eventually.UntilAsync("the job is queued", Long, async () => await deployment.CountAsync(deployment.Queue) == 1, () => string.Join('\n', bot.Log));
        output.WriteLine($"Queued {Stopwatch.GetElapsedTime(said).TotalSeconds:0.0} s after it was said");
        Assert.True(await HasAnsweredAsync(deployment));
        await using var machine = await Machine.FindAsync(deployment.Moto, deployment.Group);

        await using var metrics = await deployment.StartFunctionAsync("MetricSender");
        var sent = await metrics.InvokeAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "schedule.json"), Cancellation), cancellationToken: Cancellation);
        Assert.True(sent.Error is null, sent.Error?.Body);
        Assert.Equal(1, await BacklogAsync(deployment));

        Assert.StartsWith("#cloud-config\n", deployment.Stack.UserData, StringComparison.Ordinal);
        await using var worker = StartWorker(deployment, machine);
        await Eventually.UntilAsync("the worker asks for work", Long, () => Task.FromResult(Actions(deployment).Contains("ReceiveMessage")), () => string.Join('\n', worker.Log));
        Assert.True(await machine.IsProtectedAsync());
        Assert.True(Actions(deployment).IndexOf("SetInstanceProtection") is >= 0 and var protectedAt && protectedAt < Actions(deployment).IndexOf("ReceiveMessage"));

        await Eventually.UntilAsync("the video is in the chat", Long, async () => (await VideosAsync(deployment)).Count == 1, () => string.Join('\n', worker.Log));
        output.WriteLine($"In the chat {Stopwatch.GetElapsedTime(said).TotalSeconds:0.0} s after it was said");
        await Eventually.UntilAsync("the queue is empty", Long, async () => await deployment.CountAsync(deployment.Queue) == 0, () => string.Join('\n', worker.Log));
        await AssertStoredAsync(deployment);
        await AssertShownAgainWithoutAJobAsync(deployment);

        await EndItselfAsync(deployment, machine, worker);
        await AssertTellsOfItselfAsync(worker);
        await worker.TerminateAsync(Cancellation);
        await worker.EndedAsync(Cancellation);
        Assert.Equal(0, worker.ExitCode);
        Assert.Equal([], RoleComparison.Differences(deployment.Stack, "WorkerRole", await deployment.Moto.CallsOfAsync(WorkersKey, Cancellation), UsedElsewhere));
        Telemetry.AssertOneTrace(deployment.Collector, url.Traces[0]);
        Telemetry.AssertCounted(deployment.Collector, Assert.IsType<long>((await VideosAsync(deployment))[0].Video!.FileSize));
    }

    /// <summary>As its instance does, by the settings that are the image's and the user data.</summary>
    private static WorkerProcess StartWorker(Deployment deployment, Machine machine) => deployment.StartWorker(
        [
            .. OtlpCollector.Rarely.Select(variable => (variable.Key, variable.Value)),
            ("AWS_ACCESS_KEY_ID", WorkersKey),
            ("Instance__MetadataUrl", machine.Metadata.Address),
            ("Instance__PollSeconds", "0.2"),
            ("Worker__IdleProtectionSeconds", $"{IdleProtectionSeconds}"),
            ("Worker__IdleTerminateSeconds", $"{IdleTerminateSeconds}"),
        ]);

    private static async Task AskAsync(Deployment deployment) =>
        await deployment.Telegram.People.SendAsync(Chat, $"https://www.youtube.com/watch?v={Video}", cancellationToken: Cancellation);

    private static List<string> Actions(Deployment deployment) => [.. deployment.Proxy.Calls.Select(call => call.Action)];

    private static async Task<IReadOnlyList<Message>> VideosAsync(Deployment deployment) =>
        [.. (await deployment.Telegram.ReadAsync(Chat, Cancellation)).Where(message => message.Video is not null)];

    private static async Task<bool> HasAnsweredAsync(Deployment deployment) =>
        (await deployment.Telegram.ReadAsync(Chat, Cancellation)).Any(message => message.From.IsBot);

    private static async Task AssertStoredAsync(Deployment deployment)
    {
        var stored = await deployment.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = deployment.Bucket, Prefix = $"videos/{Video}/" }, Cancellation);
        var file = Assert.Single(stored.S3Objects, found => found.Key.EndsWith(".mp4", StringComparison.Ordinal));
        Assert.Contains(stored.S3Objects, found => string.Equals(found.Key, Path.ChangeExtension(file.Key, ".json"), StringComparison.Ordinal));
        Assert.Equal(file.Size, Assert.Single(await VideosAsync(deployment)).Video!.FileSize);
    }

    /// <summary>The bot itself answers with what Telegram has, and the queue stays as it is.</summary>
    private static async Task AssertShownAgainWithoutAJobAsync(Deployment deployment)
    {
        await AskAsync(deployment);
        await Eventually.UntilAsync("the video is shown again", Long, async () => (await VideosAsync(deployment)).Count == 2);
        Assert.Equal(0, await deployment.CountAsync(deployment.Queue));
        var videos = await VideosAsync(deployment);
        Assert.Equal(videos[0].Video!.FileId, videos[1].Video!.FileId);
    }

    private static string? Decision(AwsCall call) => call.Action switch
    {
        "SetInstanceProtection" => $"{call.Action} {call.Fields["ProtectedFromScaleIn"]}",
        "TerminateInstanceInAutoScalingGroup" => $"{call.Action} {call.Fields["ShouldDecrementDesiredCapacity"]}",
        _ => null,
    };

    private static async Task EndItselfAsync(Deployment deployment, Machine machine, WorkerProcess worker)
    {
        await Eventually.UntilAsync("an idle machine ends itself", Long, async () => await machine.IsProtectedAsync() is null, () => string.Join('\n', worker.Log));
        Assert.Equal(0, await machine.DesiredAsync());
        Assert.Equal(
            ["SetInstanceProtection true", "SetInstanceProtection false", "TerminateInstanceInAutoScalingGroup true"],
            deployment.Proxy.Calls.Select(Decision).OfType<string>());

        // Moto ends it at once. Auto Scaling says so to the machine, and waits for its word.
        machine.Metadata.Terminate();
        await Eventually.UntilAsync("it says that it is done", Long, () => Task.FromResult(deployment.Proxy.Lifecycle.Count > 0), () => string.Join('\n', worker.Log));
        var completed = Assert.Single(deployment.Proxy.Lifecycle);
        Assert.Equal(("CompleteLifecycleAction", deployment.Group, machine.Id), (completed.Action, completed.Fields["AutoScalingGroupName"], completed.Fields["InstanceId"]));
    }

    /// <summary>Its versions, to whoever asks on its machine, and lines of JSON to whoever collects them.</summary>
    private static async Task AssertTellsOfItselfAsync(WorkerProcess worker)
    {
        var health = await worker.HealthAsync(Cancellation);
        Assert.NotNull(health);
        Assert.Equal(("healthy", true), ((string?)health["status"], (bool)health["draining"]!));
        Assert.NotEmpty((string)health["worker"]!);
        Assert.True(health.ContainsKey("ffmpeg"));
        Assert.All(worker.Log, line => Assert.NotNull((string?)JsonNode.Parse(line)!["Timestamp"]));
    }

    /// <summary>The metric that scales the fleet, as CloudWatch has it.</summary>
    private static async Task<double> BacklogAsync(Deployment deployment)
    {
        var now = DateTime.UtcNow;
        var answer = XDocument.Parse(await deployment.Moto.QueryAsync(
            "monitoring",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "GetMetricStatistics",
                ["Version"] = "2010-08-01",
                ["Namespace"] = "TelegramAI",
                ["MetricName"] = "BacklogPerInstance",
                ["Dimensions.member.1.Name"] = "AutoScalingGroupName",
                ["Dimensions.member.1.Value"] = deployment.Group,
                ["StartTime"] = $"{now.AddMinutes(-10):yyyy-MM-ddTHH:mm:ssZ}",
                ["EndTime"] = $"{now.AddMinutes(10):yyyy-MM-ddTHH:mm:ssZ}",
                ["Period"] = "1200",
                ["Statistics.member.1"] = "Maximum",
            },
            Cancellation));
        return double.Parse(answer.Descendants().Single(element => element.Name.LocalName is "Maximum").Value, CultureInfo.InvariantCulture);
    }
}
