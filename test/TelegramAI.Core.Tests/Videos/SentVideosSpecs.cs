using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Videos;

/// <summary>What a worker has delivered, as the bot finds it.</summary>
public class SentVideosSpecs
{
    private static readonly VideoId Id = VideoId.Parse("dQw4w9WgXcQ");
    private readonly MemoryDocuments _documents = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly VideoOptions _options = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SentVideos Sent => new(_documents, Options.Create(_options), _time);

    [Theory]
    [InlineData(null, 1080)]
    [InlineData(720, 720)]
    [InlineData(null, 360)]
    [InlineData(2160, 1080)]
    [InlineData(144, 240)]
    public async Task A_video_is_found_for_the_wish_that_a_worker_delivered_it_for(int? wanted, int chosen)
    {
        await DeliverAsync(wanted, chosen);

        var found = await Sent.FindAsync(VideoRequest.ForVideo(Id, wanted), Cancellation);

        Assert.NotNull(found);
        Assert.Equal(new ChatFileId($"file-{chosen}"), found.FileId);
        Assert.Equal((1920, chosen, TimeSpan.FromSeconds(10)), (found.Width, found.Height, found.Duration));
    }

    [Fact]
    public async Task Another_wish_is_another_video()
    {
        await DeliverAsync(wanted: null, chosen: 720);

        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id, 480), Cancellation));
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(VideoId.Parse("aaaaaaaaaaa")), Cancellation));
        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id, 720), Cancellation));
        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id, 1080), Cancellation));
    }

    [Fact]
    public async Task Words_find_nothing_here()
    {
        Assert.Null(await Sent.FindAsync(VideoRequest.ForSearch($"{Id}"), Cancellation));
        Assert.Empty(_documents.Read);
    }

    [Fact]
    public async Task A_video_that_is_stored_and_was_never_delivered_is_a_workers_to_deliver()
    {
        await DeliverAsync(wanted: null, chosen: 1080, fileId: null);

        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1080, "\n(720p, the highest there is in a format that Telegram plays)")]
    [InlineData(720, null)]
    public async Task Why_it_is_not_what_was_asked_for_is_told_to_whoever_asked(int? asked, string? note)
    {
        await DeliverAsync(wanted: null, chosen: 720);

        Assert.Equal($"A title\nAn author{note}", (await Sent.FindAsync(VideoRequest.ForVideo(Id, asked), Cancellation))!.Caption);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1080)]
    public async Task What_is_lower_for_the_chats_sake_is_told_to_everybody(int? asked)
    {
        await DeliverAsync(wanted: null, chosen: 360, reason: HeightReason.TooLargeForChat);

        Assert.EndsWith(
            "\n(360p, because higher would be over 50 MB, the most that a bot may send here)",
            (await Sent.FindAsync(VideoRequest.ForVideo(Id, asked), Cancellation))!.Caption,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(null)]
    public async Task What_was_chosen_of_a_young_video_is_chosen_anew_after_minutes(int? hours)
    {
        await DeliverAsync(wanted: null, chosen: 360, publishedAt: hours is { } age ? _time.GetUtcNow().AddHours(-age) : null, isYoung: true);

        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id, 1080), Cancellation));
    }

    [Fact]
    public async Task A_choice_that_is_remembered_already_is_not_written_again()
    {
        await DeliverAsync(wanted: null, chosen: 360);
        var writes = 0;
        _documents.Before = (call, path, _) =>
        {
            writes += call is "put" && path.EndsWith(".choice", StringComparison.Ordinal) ? 1 : 0;
            return Task.CompletedTask;
        };

        await DeliverAsync(wanted: null, chosen: 360);
        Assert.Equal(0, writes);
        _time.Advance(TimeSpan.FromHours(13));
        await DeliverAsync(wanted: null, chosen: 360);
        Assert.Equal(1, writes);
    }

    [Fact]
    public async Task What_was_chosen_instead_is_chosen_anew_after_a_day()
    {
        await DeliverAsync(wanted: null, chosen: 720);

        _time.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));

        await DeliverAsync(wanted: null, chosen: 720);
        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
    }

    [Fact]
    public async Task A_video_beyond_the_limits_of_now_is_not_shown()
    {
        await DeliverAsync(wanted: null, chosen: 1080);

        _options.MaxMegabytes = 1;
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
        _options.MaxMegabytes = 2;
        Assert.NotNull(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task What_can_not_be_read_is_not_there(string damage)
    {
        await _documents.PutAsync($"videos/{Id}/1080p.json", Encoding.UTF8.GetBytes(damage), expected: null, Cancellation);
        await _documents.PutAsync($"videos/{Id}/1080p.choice", Encoding.UTF8.GetBytes(damage), expected: null, Cancellation);

        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
    }

    [Fact]
    public async Task What_helps_only_the_next_request_fails_no_delivery()
    {
        _documents.Before = (call, path, _) =>
            path.EndsWith(".choice", StringComparison.Ordinal) ? throw new IOException("The store is away") : Task.CompletedTask;

        await DeliverAsync(wanted: null, chosen: 720);

        _documents.Before = (_, _, _) => Task.CompletedTask;
        Assert.Null(await Sent.FindAsync(VideoRequest.ForVideo(Id), Cancellation));
    }

    /// <summary>Does with a library what a worker does.</summary>
    private async Task DeliverAsync(int? wanted, int chosen, HeightReason reason = HeightReason.HighestOffered, string? fileId = "file", DateTimeOffset? publishedAt = null, bool isYoung = false)
    {
        var source = new OneVideo();
        var library = new VideoLibrary(source, _documents, source, _time, NullLogger<VideoLibrary>.Instance);
        var video = new ResolvedVideo
        {
            Key = new VideoKey(Id, new VideoFormat(chosen, "mp4")),
            Title = "A title",
            Author = "An author",
            Duration = TimeSpan.FromSeconds(10),
            Width = 1920,
            Height = chosen,
            ExpectedBytes = OneVideo.Bytes,
            HeightReason = reason,
            PublishedAt = isYoung ? publishedAt : _time.GetUtcNow().AddYears(-1),
        };
        var manifest = await library.StoreAsync(video, "worker", cancellationToken: Cancellation);
        await library.RememberFileIdAsync(manifest, fileId is null ? null : new ChatFileId($"{fileId}-{chosen}"), Cancellation);
        await library.RememberChoiceAsync(video, _options.HeightOf(wanted), Cancellation);
    }

    /// <summary>A source and a store whose videos all have as many bytes, which nobody reads.</summary>
    private sealed class OneVideo : IVideoSource, IVideoFiles
    {
        public const long Bytes = 1_500_000;

        public Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task DownloadAsync(
            ResolvedVideo video, Stream destination, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default) => Task.FromResult<VideoUpload>(new NoUpload());

        public Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default) => Task.FromResult<long?>(Bytes);

        public VideoLink Link(VideoKey key, TimeSpan lifetime) => throw new NotSupportedException();

        private sealed class NoUpload : VideoUpload
        {
            public override Stream Stream => Stream.Null;

            public override Task<long> CommitAsync(CancellationToken cancellationToken = default) => Task.FromResult(Bytes);

            public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
