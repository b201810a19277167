using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Downloading;
using TelegramAI.YouTube.Muxing;
using TelegramAI.YouTube.Tests.Downloading;
using TelegramAI.YouTube.Tests.Site;

namespace TelegramAI.YouTube.Tests.Muxing;

public class MuxingSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_and_a_sound_become_one_film_that_plays_while_it_arrives()
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync();
        var movie = await TestMovie.MakeAsync(youtube.Scratch, Token);
        using var film = new MemoryStream();
        await MuxAsync(youtube, movie, film, Token);

        Assert.Empty(Directory.EnumerateFileSystemEntries(youtube.Scratch));
        var file = Path.Combine(youtube.Scratch, "film.mp4");
        await File.WriteAllBytesAsync(file, film.ToArray(), Token);
        var (codecs, seconds) = await TestMovie.ProbeAsync(file, Token);
        Assert.Equal("h264+aac", codecs);
        Assert.InRange(seconds, 1.9, 2.2);
        Assert.True(IndexOf(film, "moov") < IndexOf(film, "mdat"), "The index must come before the pictures");
    }

    [Fact]
    public async Task Garbage_instead_of_a_film_is_a_failure_for_the_moment_and_leaves_nothing()
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync();
        using var film = new MemoryStream();
        await Assert.ThrowsAsync<VideoTransientException>(
            () => MuxAsync(youtube, new TestMovie(TestMedia.OfSize(1000), TestMedia.OfSize(1000)), film, Token));
        Assert.Equal(0, film.Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(youtube.Scratch));
    }

    [Fact]
    public async Task A_playlist_in_the_place_of_a_film_is_not_followed()
    {
        TestMovie.SkipWithoutFfmpeg();
        await using var youtube = await TestYouTube.StartAsync();
        var movie = await TestMovie.MakeAsync(youtube.Scratch, Token);
        var secret = Path.Combine(youtube.Scratch, "secret.mp4");
        await File.WriteAllBytesAsync(secret, movie.Picture.Bytes, Token);
        var playlist = new TestMedia(System.Text.Encoding.UTF8.GetBytes($"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile:{secret}\n#EXT-X-ENDLIST\n"));

        using var film = new MemoryStream();
        await Assert.ThrowsAsync<VideoTransientException>(() => MuxAsync(youtube, movie with { Picture = playlist }, film, Token));
    }

    [Fact]
    public async Task Cancelling_the_download_leaves_no_file()
    {
        await using var youtube = await TestYouTube.StartAsync();
        var movie = new TestMovie(TestMedia.OfSize(100_000), TestMedia.OfSize(100_000));
        movie.Sound.Always = Faults.Stall;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var download = Assert.ThrowsAnyAsync<OperationCanceledException>(() => MuxAsync(youtube, movie, Stream.Null, cancelling.Token));
        while (movie.Sound.Requests == 0)
            await Task.Delay(10, Token);
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(youtube.Scratch));

        await cancelling.CancelAsync();
        await download.WaitAsync(TimeSpan.FromSeconds(5), Token);
        Assert.Empty(Directory.EnumerateFileSystemEntries(youtube.Scratch));
    }

    [Theory]
    [InlineData("exec sleep 60")]
    [InlineData("trap '' INT TERM; while :; do sleep 0.1; done")]
    public async Task Cancelling_while_ffmpeg_runs_ends_it_even_if_it_will_not(string body)
    {
        await using var ffmpeg = FakeFfmpeg.That(body);
        await using var youtube = await TestYouTube.StartAsync(options => options.Ffmpeg = ffmpeg.Path);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var download = Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MuxAsync(youtube, new TestMovie(TestMedia.OfSize(10), TestMedia.OfSize(10)), Stream.Null, cancelling.Token));
        while (!ffmpeg.HasBegun)
            await Task.Delay(10, Token);

        await cancelling.CancelAsync();
        await download.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Empty(Directory.EnumerateFileSystemEntries(youtube.Scratch));
    }

    [Theory]
    [InlineData("kill -9 $$", "Converting the video failed")]
    [InlineData("echo 'Conversion failed!' >&2; exit 1", "Converting the video failed")]
    [InlineData("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1", "There's no space left to store this video right now")]
    public async Task The_end_of_ffmpeg_is_told_by_what_it_said(string body, string sentence)
    {
        await using var ffmpeg = FakeFfmpeg.That(body);
        await using var youtube = await TestYouTube.StartAsync(options => options.Ffmpeg = ffmpeg.Path);
        using var film = new MemoryStream();
        var error = await Assert.ThrowsAnyAsync<VideoException>(
            () => MuxAsync(youtube, new TestMovie(TestMedia.OfSize(10), TestMedia.OfSize(10)), film, Token));
        Assert.Equal(sentence, error.Sentence);
        Assert.Empty(Directory.EnumerateFileSystemEntries(youtube.Scratch));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_made_is_a_failure_to_store()
    {
        await using var youtube = await TestYouTube.StartAsync(options =>
        {
            var file = Path.Combine(options.Scratch, "file");
            File.WriteAllText(file, "");
            options.Scratch = Path.Combine(file, "scratch");
        });
        using var film = new MemoryStream();
        await Assert.ThrowsAsync<VideoStorageException>(
            () => MuxAsync(youtube, new TestMovie(TestMedia.OfSize(10), TestMedia.OfSize(10)), film, Token));
    }

    private static Task MuxAsync(TestYouTube youtube, TestMovie movie, Stream film, CancellationToken cancellationToken) =>
        youtube.Get<MuxingDownloader>().CopyAsync(
            Address(youtube.Site.Offer("picture", movie.Picture), movie.Picture),
            Address(youtube.Site.Offer("sound", movie.Sound), movie.Sound),
            film,
            new DownloadMeter(0, progress: null, TimeProvider.System),
            cancellationToken);

    private static StreamAddress Address(string url, TestMedia media) =>
        new(Downloads.Muxed(url, media.Bytes.Length), _ => throw new InvalidOperationException("No renewal was expected"));

    private static int IndexOf(MemoryStream film, string box) => film.ToArray().AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(box));
}
