using YoutubeExplode.Tests.Loopback;
using YoutubeExplode.Videos.Streams;

namespace YoutubeExplode.Tests;

public class DownloadSpecs : YoutubeSpecs
{
    private const long Length = 25_000_000;

    [Fact]
    public async Task A_throttled_stream_comes_in_segments_that_the_server_clips()
    {
        Server.Answer(Media.Path, Media.Of(Length));
        var progress = new Progress();
        using var copy = new MemoryStream();

        await Youtube.Videos.Streams.CopyToAsync(Stream(Length), copy, progress, Token);

        Assert.Equal(Media.Content(0, Length), copy.ToArray());
        Assert.Equal(["0-9898988", "9898989-19797977", "19797978-29696966"], Ranges());
        Assert.All(Server.Seen, request => Assert.False(request.Headers.ContainsKey("Range")));
        Assert.Equal(1.0, progress.Reports[^1]);
        Assert.Equal(progress.Reports.Order(), progress.Reports);
    }

    [Fact]
    public async Task A_stream_that_is_not_throttled_comes_at_once()
    {
        Server.Answer(Media.Path, Media.Of(Length));
        using var copy = new MemoryStream();

        await Youtube.Videos.Streams.CopyToAsync(Stream(Length, "ratebypass=yes"), copy, cancellationToken: Token);

        Assert.Equal(Media.Content(0, Length), copy.ToArray());
        Assert.Equal(["0-24999999"], Ranges());
    }

    [Fact]
    public async Task A_range_that_is_in_the_address_already_is_replaced()
    {
        Server.Answer(Media.Path, Media.Of(1_000));
        using var copy = new MemoryStream();

        await Youtube.Videos.Streams.CopyToAsync(Stream(1_000, "range=5-6&title=a%20b&hl=de"), copy, cancellationToken: Token);

        Assert.Equal("?range=0-9898988&title=a%20b&hl=de", Assert.Single(Server.Seen).Query);
    }

    [Fact]
    public async Task A_lost_connection_is_made_anew_where_it_broke_off()
    {
        const int Sent = 1_000_000;
        var read = new TaskCompletionSource();
        Server.Answer(Media.Path, async (context, count) =>
        {
            if (count > 1)
            {
                await Media.Of(Length)(context, count);
                return;
            }

            await context.Response.Body.WriteAsync(Media.Content(0, Sent), Token);
            await context.Response.Body.FlushAsync(Token);
            await read.Task.WaitAsync(Token);
            context.Abort();
        });

        await using var stream = await Youtube.Videos.Streams.GetAsync(Stream(Length), Token);
        var bytes = new byte[Length];
        await stream.ReadExactlyAsync(bytes.AsMemory(0, Sent), Token);
        read.SetResult();
        await stream.ReadExactlyAsync(bytes.AsMemory(Sent), Token);

        Assert.Equal(Media.Content(0, Length), bytes);
        Assert.Equal(["0-9898988", "1000000-10898988", "10898989-20797977", "20797978-30696966"], Ranges());
        Assert.Equal(0, await stream.ReadAsync(bytes, Token));
    }

    [Fact]
    public async Task A_read_is_tried_six_times()
    {
        Server.Answer(Media.Path, async (context, count) =>
        {
            context.Response.StatusCode = count == 1 ? 200 : 403;
            if (count == 1) await context.Response.Body.WriteAsync(Media.Content(0, 10), Token);
        });

        await using var stream = await Youtube.Videos.Streams.GetAsync(Stream(1_000), Token);
        await stream.ReadExactlyAsync(new byte[10], Token);
        await Assert.ThrowsAsync<HttpRequestException>(async () => await stream.ReadExactlyAsync(new byte[10], Token));

        Assert.Equal(["0-9898988", .. Enumerable.Repeat("10-9898998", 6)], Ranges());
    }

    [Fact]
    public async Task A_stream_that_is_shorter_than_promised_ends_in_an_error()
    {
        Server.Answer(Media.Path, (context, _) => Task.CompletedTask);
        using var copy = new MemoryStream();

        await Assert.ThrowsAsync<IOException>(
            async () => await Youtube.Videos.Streams.CopyToAsync(Stream(1_000), copy, cancellationToken: Token));
        Assert.Equal(7, Server.Seen.Count); // One opens the stream, then the first read has its six.
    }

    [Fact]
    public async Task Opening_asks_for_the_first_segment_and_seeking_for_another()
    {
        Server.Answer(Media.Path, Media.Of(Length));

        await using var stream = await Youtube.Videos.Streams.GetAsync(Stream(Length), Token);
        Assert.Equal(["0-9898988"], Ranges());

        stream.Seek(-100, SeekOrigin.End);
        var tail = new byte[100];
        await stream.ReadExactlyAsync(tail, Token);

        Assert.Equal(Media.Content(Length - 100, 100), tail);
        Assert.Equal(["0-9898988", "24999900-34898888"], Ranges());
    }

    [Fact]
    public async Task A_refused_stream_can_not_be_opened()
    {
        Server.Refuse(Media.Path, 403);

        await Assert.ThrowsAsync<HttpRequestException>(async () => await Youtube.Videos.Streams.GetAsync(Stream(Length), Token));
        Assert.Single(Server.Seen);
    }

    [Fact]
    public async Task A_file_is_written_or_overwritten()
    {
        Server.Answer(Media.Path, Media.Of(1_000));
        var path = Path.Combine(Directory.CreateTempSubdirectory("youtube-specs-").FullName, "video.mp4");
        await File.WriteAllBytesAsync(path, new byte[5_000], Token);

        await Youtube.Videos.Streams.DownloadAsync(Stream(1_000), path, cancellationToken: Token);

        Assert.Equal(Media.Content(0, 1_000), await File.ReadAllBytesAsync(path, Token));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task A_cancelled_download_stops_at_once_while_the_server_is_silent()
    {
        Server.Answer(Media.Path, async (context, _) =>
        {
            await context.Response.Body.WriteAsync(Media.Content(0, 1_000), Token);
            await context.Response.Body.FlushAsync(Token);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var cancel = new CancellationTokenSource();
        var started = new Progress();
        using var copy = new MemoryStream();

        var download = Youtube.Videos.Streams.CopyToAsync(Stream(Length), copy, started, cancel.Token).AsTask();
        await started.First.WaitAsync(Token);
        await cancel.CancelAsync();

        // The server would be silent for ever. It takes milliseconds; the rest is for a busy machine.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.WaitAsync(TimeSpan.FromSeconds(5), Token));
        Assert.Single(Server.Seen);
    }

    private static AudioOnlyStreamInfo Stream(long length, string query = "expire=1") => new(
        Answers.Address(Media.Path, query), Container.Mp4, new FileSize(length), new Bitrate(1), "mp4a.40.2", audioLanguage: null, isAudioLanguageDefault: null);

    private IEnumerable<string?> Ranges() => Server.Seen.Select(request => request.Parameter("range"));

    private sealed class Progress : IProgress<double>
    {
        private readonly TaskCompletionSource _first = new();

        public Task First => _first.Task;

        public List<double> Reports { get; } = [];

        public void Report(double value)
        {
            Reports.Add(value);
            _first.TrySetResult();
        }
    }
}
