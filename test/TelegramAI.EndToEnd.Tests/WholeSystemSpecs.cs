using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Amazon.S3.Model;
using TelegramAI.Core.Chats;
using TelegramAI.EndToEnd.Tests.Rig;
using TelegramAI.Local.BotApi.Messages;
using TelegramAI.Moto;
using TelegramAI.WorkerRig;

namespace TelegramAI.EndToEnd.Tests;

/// <summary>Everything that is deployed, as real processes with the settings that the stack gives them.</summary>
public sealed class WholeSystemSpecs(ITestOutputHelper output)
{
    private const string Video = "many-000042";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);
    private static readonly ChatId Chat = new(Deployment.Person);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_said_to_the_bot_is_a_video_in_the_bucket_and_in_the_chat_in_the_end()
    {
        var began = Stopwatch.GetTimestamp();
        await using var deployment = await Deployment.DeployAsync();
        output.WriteLine($"Published and deployed in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");

        await using var bot = await deployment.StartFunctionAsync("Bot");
        await using var url = await FunctionUrl.StartAsync(bot, Cancellation);
        await deployment.SetWebhookAsync(url.Address);

        var said = Stopwatch.GetTimestamp();
        await deployment.Telegram.People.SendAsync(Chat, $"https://www.youtube.com/watch?v={Video}", cancellationToken: Cancellation);
        await Patience.UntilAsync("the job is queued", Long, async () => await WaitingAsync(deployment) == 1, () => string.Join('\n', bot.Log));
        output.WriteLine($"Queued {Stopwatch.GetElapsedTime(said).TotalSeconds:0.0} s after it was said");
        await Patience.UntilAsync("the bot has answered, and so woken the fleet", Long, async () => await HasAnsweredAsync(deployment), () => string.Join('\n', bot.Log));

        await using var metrics = await deployment.StartFunctionAsync("MetricSender");
        var sent = await metrics.InvokeAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "schedule.json"), Cancellation), cancellationToken: Cancellation);
        Assert.True(sent.Error is null, sent.Error?.Body);
        Assert.Equal(1, await BacklogAsync(deployment));

        Assert.StartsWith("#cloud-config\n", deployment.Stack.UserData, StringComparison.Ordinal);
        await using var worker = deployment.StartWorker();
        await Patience.UntilAsync("the video is in the chat", Long, async () => (await VideosAsync(deployment)).Count == 1, () => string.Join('\n', worker.Log));
        output.WriteLine($"In the chat {Stopwatch.GetElapsedTime(said).TotalSeconds:0.0} s after it was said");
        await Patience.UntilAsync("the queue is empty", Long, async () => await WaitingAsync(deployment) == 0, () => string.Join('\n', worker.Log));

        var stored = await deployment.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = deployment.Bucket, Prefix = $"videos/{Video}/" }, Cancellation);
        var file = Assert.Single(stored.S3Objects, found => found.Key.EndsWith(".mp4", StringComparison.Ordinal));
        Assert.Contains(stored.S3Objects, found => string.Equals(found.Key, Path.ChangeExtension(file.Key, ".json"), StringComparison.Ordinal));
        Assert.Equal(file.Size, Assert.Single(await VideosAsync(deployment)).Video!.FileSize);

        await worker.TerminateAsync(Cancellation);
        await worker.EndedAsync(Cancellation);
        Assert.Equal(0, worker.ExitCode);
    }

    private static async Task<IReadOnlyList<Message>> VideosAsync(Deployment deployment) =>
        [.. (await deployment.Telegram.ReadAsync(Chat, Cancellation)).Where(message => message.Video is not null)];

    private static async Task<bool> HasAnsweredAsync(Deployment deployment) =>
        (await deployment.Telegram.ReadAsync(Chat, Cancellation)).Any(message => message.From.IsBot);

    /// <summary>How many jobs are in the queue, in work or not.</summary>
    private static async Task<int> WaitingAsync(Deployment deployment)
    {
        var counted = await deployment.Sqs.GetQueueAttributesAsync(deployment.Queue, ["All"], Cancellation);
        return counted.Attributes
            .Where(attribute => attribute.Key.StartsWith("ApproximateNumberOfMessages", StringComparison.Ordinal))
            .Sum(attribute => int.Parse(attribute.Value, CultureInfo.InvariantCulture));
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
                ["Dimensions.member.1.Value"] = deployment.Stack.PhysicalIds["WorkerGroup"],
                ["StartTime"] = $"{now.AddMinutes(-10):yyyy-MM-ddTHH:mm:ssZ}",
                ["EndTime"] = $"{now.AddMinutes(10):yyyy-MM-ddTHH:mm:ssZ}",
                ["Period"] = "1200",
                ["Statistics.member.1"] = "Maximum",
            },
            Cancellation));
        return double.Parse(answer.Descendants().Single(element => element.Name.LocalName is "Maximum").Value, CultureInfo.InvariantCulture);
    }
}
