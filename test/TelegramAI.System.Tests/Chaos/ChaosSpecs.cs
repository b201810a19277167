using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Faults;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>Workers die, services fail, messages come twice and answers are lost, again and again, and every job still arrives, once.</summary>
public sealed class ChaosSpecs(ITestOutputHelper output)
{
    private const int Chats = 20;
    private const int JobsOfAChat = 10;
    private const int Workers = 3;
    private const string LastWord = "✅ All 10 videos are here.";

    /// <summary>Small, so that what a killed worker had is soon back.</summary>
    private const int VisibilitySeconds = 8;

    /// <summary>
    /// The stack's queue allows 8, which is plenty where an instance dies once a day. Here one dies every four seconds or so, and each
    /// death costs the jobs that it had one receive: a job would be given up that nothing is wrong with.
    /// </summary>
    private const int Receives = 100;

    /// <summary>SQS delivers this share of all messages twice, and Telegram loses this share of its answers.</summary>
    private const double Share = 0.05;

    /// <summary>In so many chats one message asks for all: they are told by one message in the end.</summary>
    private const int ChatsWithOneMessage = 4;

    private static readonly TimeSpan LongestStorm = TimeSpan.FromSeconds(100);

    private static readonly Dictionary<string, double> FaultShares = new(StringComparer.Ordinal) { ["s3"] = 4, ["sqs"] = 6 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 480_000)]
    public async Task Two_hundred_jobs_arrive_once_each_while_workers_are_killed_and_all_services_fail()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"Seed {seed} (CHAOS_SEED={seed} repeats the choices, not the timing)");
        var faults = new FaultPlan(seed, FaultShares);
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, Receives, faults);
        var jobs = await AskAsync(stage);

        var began = Stopwatch.GetTimestamp();
        await using var crew = new Crew(() => stage.StartWorker(VisibilitySeconds, ("Worker__GraceSeconds", "3"), ("Worker__ReceiveWaitSeconds", "2")), Workers);
        faults.IsOn = true;
        var copies = stage.DeliverTwice(Share, new Random(seed));
        stage.Telegram.Faults.LoseAnswers(Share, seed);
        await StormAsync(stage, crew, jobs, new Random(seed));
        faults.IsOn = false;
        stage.Proxy.Received = null;
        stage.Telegram.Faults.Clear();
        var storm = Stopwatch.GetElapsedTime(began);

        IReadOnlyList<JobEntry> left = [];
        string Explain() => string.Join('\n', [.. crew.Log.TakeLast(300), .. left.Select(entry => $"{entry}")]);
        await Eventually.UntilAsync(
            "all jobs have ended",
            TimeSpan.FromSeconds(200),
            async () => (left = [.. (await EntriesAsync(stage, jobs)).Where(entry => !entry.HasEnded)]).Count == 0,
            Explain);
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(90), async () => (await stage.CountAsync()).Queue == 0, Explain);
        var took = Stopwatch.GetElapsedTime(began);
        var (exitCodes, stopping) = await crew.StopAsync(Cancellation);

        var deliveries = await Deliveries.ReadAsync(stage, jobs);
        var entries = await EntriesAsync(stage, jobs);
        var downloads = jobs.Select(job => job.Request.VideoId!.Value).Distinct().Sum(stage.YouTube.Downloads);
        var videos = await stage.VideosAsync();
        output.WriteLine(
            $"""
            {jobs.Count} jobs in {took.TotalSeconds:0.0} s, of which {storm.TotalSeconds:0.0} s were stormy; {stage.Proxy.Calls.Count} calls of S3 and SQS
            {crew.Kills} SIGKILL, {crew.Terminations} SIGTERM; {faults.Made.Values.Sum()} faults: {faults}
            {copies()} messages delivered twice; Telegram: {stage.Telegram.Counts.Refused(429)} refusals, calls {string.Join(", ", stage.Telegram.Counts.ByMethod.Select(method => $"{method.Key} {method.Value}"))}
            {entries.Sum(entry => entry.Runs)} runs, at most {entries.Max(entry => entry.Runs)} of one job; {downloads} downloads of {videos.Keys.Count(IsVideo)} videos
            {deliveries.Videos - jobs.Count} duplicate videos, {deliveries.Texts} other messages of the bot (of {ChatsWithOneMessage}), {deliveries.Buttons} with a button, {videos.Keys.Count(key => key.EndsWith(".claim", StringComparison.Ordinal))} claims left
            stopped in {stopping.TotalSeconds:0.0} s
            """);

        foreach (var job in jobs.Where(job => deliveries.VideosOf(job) != (job.BatchSize ?? 1)))
            output.WriteLine($"{await stage.Ledger.FindAsync(job.Id, Cancellation)}\n{string.Join('\n', crew.Log.Where(line => line.Contains($"{job.Id}", StringComparison.Ordinal)))}");

        foreach (var text in deliveries.Left)
        {
            output.WriteLine($"Left in chat {text.Chat.Id}: message {text.MessageId}, an answer to {text.ReplyToMessage?.MessageId}, {(text.ReplyMarkup is null ? "without" : "with")} a button: {text.Text}");
            output.WriteLine(string.Join('\n', crew.Log.Where(line => line.Contains($"-{text.ReplyToMessage?.MessageId}-1", StringComparison.Ordinal))));
        }

        Assert.All(jobs, job => Assert.Equal(job.BatchSize ?? 1, deliveries.VideosOf(job)));
        Assert.Equal(jobs.Count, deliveries.Videos);
        Assert.Equal(ChatsWithOneMessage, deliveries.Left.Count(text => text is { Text: LastWord, ReplyMarkup: null }));
        Assert.Equal(ChatsWithOneMessage, deliveries.Texts);
        Assert.Equal(0, deliveries.Buttons);
        Assert.All(entries, entry => Assert.Equal(JobState.Delivered, entry.State));
        Assert.Equal((0, 0), await stage.CountAsync());
        Assert.Empty(await stage.UploadsAsync());
        Assert.All(exitCodes, code => Assert.Equal(0, code));
        await AssertWholeAsync(stage, videos);
    }

    /// <summary>Most are small, a tenth needs ffmpeg where there is one, and a fifth comes in parts; every second of those is asked for twice.</summary>
    private static async Task<IReadOnlyList<DownloadJob>> AskAsync(Stage stage)
    {
        List<DownloadJob> jobs = [];
        for (var chat = 0; chat < Chats; chat++)
        {
            VideoRequest[] requests = [.. Enumerable.Range(0, JobsOfAChat).Select(number => Request(chat, number))];
            var id = new ChatId(chat + 1);
            jobs.AddRange(chat < ChatsWithOneMessage ? await stage.AskTogetherAsync(id, requests) : await stage.AskAsync(id, requests));
        }

        return jobs;
    }

    private static VideoRequest Request(int chat, int number) => number switch
    {
        7 => VideoRequest.ForVideo(VideoId.Parse($"many-{(chat * JobsOfAChat) + number:000000}"), maxHeight: 720),
        8 => VideoRequest.ForVideo(VideoId.Parse($"size-{10 + chat:00000}m")),
        9 => VideoRequest.ForVideo(VideoId.Parse($"size-{10 + ((chat + 7) % Chats):00000}m")),
        _ => VideoRequest.ForVideo(VideoId.Parse($"many-{(chat * JobsOfAChat) + number:000000}"), maxHeight: 360),
    };

    private static async Task StormAsync(Stage stage, Crew crew, IReadOnlyList<DownloadJob> jobs, Random random)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < LongestStorm && (await Deliveries.ReadAsync(stage, jobs)).Videos < jobs.Count)
        {
            await Task.Delay(random.Next(2000, 6000), Cancellation);
            Flood(stage, random);
            await crew.ReplaceOneAsync(random);
        }
    }

    /// <summary>One chat asks for a pause: a short one, or one for which its jobs are set aside.</summary>
    private static void Flood(Stage stage, Random random) =>
        stage.Telegram.Faults.FloodChat(new ChatId(random.Next(Chats) + 1), TimeSpan.FromSeconds(random.Next(2) == 0 ? 2 : 12));

    private static async Task<IReadOnlyList<JobEntry>> EntriesAsync(Stage stage, IReadOnlyList<DownloadJob> jobs)
    {
        List<JobEntry> entries = [];
        foreach (var job in jobs)
            entries.Add(await stage.Ledger.FindAsync(job.Id, Cancellation) ?? new JobEntry { Job = job, State = JobState.Retrying, Run = "", Runs = 0, StartedAt = default });

        return entries;
    }

    private static bool IsVideo(string key) => key.EndsWith(".mp4", StringComparison.Ordinal);

    /// <summary>Every video that is stored has a manifest that names it, all its bytes, and those that YouTube has.</summary>
    private static async Task AssertWholeAsync(Stage stage, IReadOnlyDictionary<string, long> objects)
    {
        foreach (var (key, length) in objects.Where(found => IsVideo(found.Key)))
        {
            var manifest = $"{key[..^".mp4".Length]}.json";
            Assert.Contains(manifest, objects.Keys);
            Assert.Equal((long)JsonNode.Parse(Encoding.UTF8.GetString(await stage.ReadAsync(manifest)))!["bytes"]!, length);
            var video = key.Split('/')[1];
            if (video.StartsWith("size-", StringComparison.Ordinal))
                GeneratedVideo.AssertWhole(int.Parse(video[5..10]) * 1_000_000, await stage.ReadAsync(key));
        }
    }
}
