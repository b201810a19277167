using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Tests.Site;
using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Tests.Downloading;

public class FailingStreamSpecs
{
    private const int Segment = 16 * 1024;

    public static TheoryData<string> PassingFaults => ["drop", "503", "500", "short", "empty", "nothing", "page", "endless", "stall"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_that_passes_is_not_noticed(string name)
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.StallSeconds = 0.3);
        var media = TestMedia.OfSize((9 * Segment) + 7);
        for (var i = 0; i < 5; i++)
            media.Faults.Enqueue(FaultNamed(name));

        Assert.Equal(media.Bytes, await youtube.DownloadAsync(media, Token));
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task A_fault_that_stays_ends_the_download_and_never_passes_for_the_whole(string name)
    {
        await using var youtube = await TestYouTube.StartAsync(options => (options.Tries, options.StallSeconds) = (3, 0.2));
        var media = TestMedia.OfSize(3 * Segment);
        media.Always = FaultNamed(name);

        await Assert.ThrowsAsync<VideoTransientException>(() => youtube.DownloadAsync(media, Token));
        Assert.InRange(media.Requests, 3, 9);
        Assert.Equal(0, youtube.Pool.Lent);
    }

    [Fact]
    public async Task A_lost_connection_is_resumed_at_the_byte_that_was_reached()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(Segment);
        var arrival = new Arrival();
        media.Faults.Enqueue(Faults.DropAfter(arrival.Happened));

        Assert.Equal(media.Bytes, await youtube.DownloadAsync(media, Token, arrival));
        var (from, to) = media.Ranges.Last();
        Assert.InRange(from, 1, Segment / 2);
        Assert.Equal(Segment - 1, to);
    }

    [Fact]
    public async Task A_request_to_slow_down_is_passed_on_with_its_time()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(3 * Segment);
        media.Always = Faults.Status(429, retryAfter: 77);

        var error = await Assert.ThrowsAsync<VideoRateLimitedException>(() => youtube.DownloadAsync(media, Token));
        Assert.Equal(TimeSpan.FromSeconds(77), error.Retry.Delay);
        Assert.InRange(media.Requests, 1, 4);
    }

    [Fact]
    public async Task An_expired_address_is_replaced_once_for_all_segments()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Token = "fresh";
        var renewals = 0;

        var bytes = await youtube.DownloadAsync(media, Token, renew: () =>
        {
            renewals++;
            return Manifest($"{youtube.Site.Address}/media/a?token=fresh", media.Bytes.Length);
        });

        Assert.Equal(media.Bytes, bytes);
        Assert.Equal(1, renewals);
    }

    [Theory]
    [InlineData(403, typeof(VideoBlockedException))]
    [InlineData(404, typeof(VideoFormatUnavailableException))]
    public async Task A_fresh_address_that_is_refused_too_ends_the_download(int status, Type error)
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Always = Faults.Status(status);
        var renewals = 0;

        var thrown = await Assert.ThrowsAnyAsync<VideoException>(() => youtube.DownloadAsync(media, Token, renew: () =>
        {
            renewals++;
            return Manifest($"{youtube.Site.Address}/media/a?token=fresh", media.Bytes.Length);
        }));

        Assert.IsType(error, thrown);
        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_tried_again_and_loses_nothing()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Token = "fresh";
        var renewals = 0;

        var bytes = await youtube.DownloadAsync(media, Token, renew: () => Interlocked.Increment(ref renewals) <= 2
            ? Task.FromException<StreamManifest>(new VideoTransientException("reset"))
            : Manifest($"{youtube.Site.Address}/media/a?token=fresh", media.Bytes.Length));

        Assert.Equal(media.Bytes, bytes);
        Assert.Equal(3, renewals);
    }

    [Fact]
    public async Task A_renewed_address_that_has_served_for_a_while_may_expire_too()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(40 * Segment);
        media.Token = "1";
        var renewals = 0;
        for (var i = 0; i < 10; i++)
            media.Faults.Enqueue(Faults.None);
        media.Faults.Enqueue((context, _) =>
        {
            media.Token = "2";
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });

        var bytes = await youtube.DownloadAsync(media, Token, renew: () =>
        {
            var number = Interlocked.Increment(ref renewals);
            return Manifest($"{youtube.Site.Address}/media/a?token={number}", media.Bytes.Length);
        });

        Assert.Equal(media.Bytes, bytes);
        Assert.Equal(2, renewals);
    }

    [Fact]
    public async Task A_stream_that_has_changed_meanwhile_is_not_mixed_with_what_was_written()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var media = TestMedia.OfSize(20 * Segment);
        media.Token = "fresh";

        await Assert.ThrowsAsync<VideoFormatUnavailableException>(() => youtube.DownloadAsync(
            media, Token, renew: () => Manifest($"{youtube.Site.Address}/media/a?token=fresh", media.Bytes.Length + 1)));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_for_the_moment()
    {
        await using var youtube = await TestYouTube.StartAsync(options => options.Tries = 2);
        using var destination = new MemoryStream();
        await Assert.ThrowsAsync<VideoTransientException>(() => youtube.DownloadAsync("http://127.0.0.1:1/", 10, destination, Token));
    }

    private static Task<StreamManifest> Manifest(string url, long length) => Task.FromResult(new StreamManifest([Downloads.Muxed(url, length)]));

    private static Fault FaultNamed(string name) => name switch
    {
        "drop" => Faults.Drop,
        "short" => Faults.Short,
        "empty" => Faults.Empty,
        "nothing" => Faults.Nothing,
        "page" => Faults.Page,
        "endless" => Faults.Endless,
        "stall" => Faults.Stall,
        _ => Faults.Status(int.Parse(name)),
    };

    /// <summary>Waits for the first bytes: a connection that is lost takes along what was not read yet.</summary>
    private sealed class Arrival : IProgress<DownloadProgress>
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Happened => _first.Task;

        public void Report(DownloadProgress value) => _first.TrySetResult();
    }
}
