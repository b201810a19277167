using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Tests.Site;

namespace TelegramAI.YouTube.Tests.Downloading;

public class StreamDownloaderSpecs
{
    private const int Segment = 16 * 1024;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Segment - 1)]
    [InlineData(Segment)]
    [InlineData(Segment + 1)]
    [InlineData((4 * Segment) - 1)]
    [InlineData((4 * Segment) + 1)]
    [InlineData(1_234_567)]
    public async Task Every_byte_arrives_in_its_place(int size)
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(size);
        Assert.Equal(media.Bytes, await youtube.DownloadAsync(media, Token));
        Assert.Equal((size + Segment - 1) / Segment, media.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_than_the_segments_that_are_allowed_are_in_memory(int segments)
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.Segments = segments);
        await youtube.DownloadAsync(TestMedia.OfSize(50 * Segment), Token);
        Assert.Equal(segments * Segment, youtube.Pool.MostLent);
        Assert.Equal(0, youtube.Pool.Lent);
    }

    [Fact]
    public async Task A_destination_that_is_slow_is_not_run_ahead_of()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(50 * Segment);
        await using var destination = new SlowStream(() => media.Requests);
        await youtube.DownloadAsync(youtube.Site.Offer("a", media), media.Bytes.Length, destination, Token);
        Assert.Equal(4, destination.RequestsWhileWaiting);
        Assert.Equal(media.Bytes.Length, destination.Written);
    }

    [Fact]
    public async Task Progress_counts_every_byte_once_and_ends_at_the_total()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Faults.Enqueue(Faults.Drop);
        var progress = new Recorder();
        await youtube.DownloadAsync(media, Token, progress);
        Assert.Equal(new DownloadProgress(media.Bytes.Length, media.Bytes.Length), progress.Reports[^1]);
        Assert.Equal(progress.Reports.Order(Comparer<DownloadProgress>.Create((a, b) => a.Done.CompareTo(b.Done))), progress.Reports);
    }

    [Fact]
    public async Task Cancelling_ends_it_at_once_and_returns_every_buffer()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Always = Faults.Stall;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var download = youtube.DownloadAsync(media, cancelling.Token);
        while (media.Requests < 4)
            await Task.Delay(10, Token);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Equal(0, youtube.Pool.Lent);
    }

    [Fact]
    public async Task A_destination_that_can_not_be_written_is_no_fault_of_YouTube()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        await using var destination = new FullDisk();
        await Assert.ThrowsAsync<VideoStorageException>(
            () => youtube.DownloadAsync(youtube.Site.Offer("a", media), media.Bytes.Length, destination, Token));
        Assert.Equal(0, youtube.Pool.Lent);
    }

    private sealed class Recorder : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Reports { get; } = [];

        public void Report(DownloadProgress value) => Reports.Add(value);
    }
}
