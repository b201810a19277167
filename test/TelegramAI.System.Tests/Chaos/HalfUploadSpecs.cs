using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.System.Tests.Chaos.Rig;
using TelegramAI.Testing.Waiting;

namespace TelegramAI.System.Tests.Chaos;

/// <summary>A worker is killed when S3 has some parts of a video, and not all.</summary>
public sealed class HalfUploadSpecs
{
    private const int VisibilitySeconds = 5;
    private const int Bytes = 40_000_000;

    private static readonly VideoId Video = VideoId.Parse("size-00040m");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_next_worker_stores_the_video_whole_and_aborts_what_the_killed_one_left()
    {
        await using var stage = await Stage.BuildAsync(VisibilitySeconds, receives: 8);
        stage.YouTube.Faults.Throttle(bytesPerSecond: 1_000_000, Video);
        var job = (await stage.AskAsync(new ChatId(1), VideoRequest.ForVideo(Video)))[0];
        await using (var first = stage.StartWorker(VisibilitySeconds))
        {
            await Eventually.UntilAsync(
                "S3 has a part", TimeSpan.FromSeconds(60), async () => (await stage.PartsAsync()).Values.Sum() > 0, () => string.Join('\n', first.Log));
            first.Kill();
            await first.EndedAsync(Cancellation);
        }

        var left = Assert.Single(await stage.PartsAsync());
        Assert.InRange(left.Value, 1, Bytes / (16 * 1024 * 1024));
        Assert.Empty(await LengthsAsync(stage));

        stage.YouTube.Faults.Clear();
        await using var next = stage.StartWorker(VisibilitySeconds);
        await Eventually.UntilAsync(
            "the video is in the chat",
            TimeSpan.FromSeconds(90),
            async () =>
            {
                Assert.All(await LengthsAsync(stage), length => Assert.Equal(Bytes, length));
                return (await Deliveries.ReadAsync(stage, [job])).Videos > 0;
            },
            () => string.Join('\n', next.Log));

        Assert.Empty(await stage.PartsAsync());
        await AssertWholeAsync(stage);
        Assert.Equal(1, (await Deliveries.ReadAsync(stage, [job])).Videos);

        // While the killed worker's claim counts, the job is set aside and begins again.
        var (state, runs) = await StateAsync(stage, job);
        Assert.Equal(JobState.Delivered, state);
        Assert.InRange(runs, 2, 8);
    }

    private static async Task<IReadOnlyList<long>> LengthsAsync(Stage stage) =>
        [.. (await stage.VideosAsync()).Where(found => found.Key.EndsWith(".mp4", StringComparison.Ordinal)).Select(found => found.Value)];

    private static async Task AssertWholeAsync(Stage stage)
    {
        var key = Assert.Single((await stage.VideosAsync()).Keys, key => key.EndsWith(".mp4", StringComparison.Ordinal));
        GeneratedVideo.AssertWhole(Bytes, await stage.ReadAsync(key));
    }

    private static async Task<(JobState State, int Runs)> StateAsync(Stage stage, DownloadJob job)
    {
        // The chat has the video a moment before the ledger says so.
        await Eventually.UntilAsync("the queue is empty", TimeSpan.FromSeconds(30), async () => (await stage.CountAsync()).Queue == 0);
        var entry = (await stage.Ledger.FindAsync(job.Id, Cancellation))!;
        return (entry.State, entry.Runs);
    }
}
