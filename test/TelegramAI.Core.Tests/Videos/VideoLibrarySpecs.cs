using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Videos;

/// <summary>A video is stored once, whoever asks, and whatever happens to a worker meanwhile.</summary>
public class VideoLibrarySpecs
{
    private const int Timeout = 20_000;

    private static readonly ResolvedVideo Video = new()
    {
        Key = new VideoKey(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4")),
        Title = "A title",
        Author = "An author",
        Duration = TimeSpan.FromSeconds(10),
        Width = 1280,
        Height = 720,
        ExpectedBytes = 10,
    };

    private readonly MemoryDocuments _documents = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly ScriptedVideo _video = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private VideoLibrary Library => new(_video, _documents, _video, _time, NullLogger<VideoLibrary>.Instance);

    [Fact(Timeout = Timeout)]
    public async Task Another_workers_download_is_waited_for_some_seconds_and_then_the_job_is_to_be_set_aside()
    {
        var release = new TaskCompletionSource();
        _video.OnDownload = token => release.Task.WaitAsync(token);
        var first = Library.StoreAsync(Video, "first", cancellationToken: Cancellation);
        var (began, reads) = (_time.GetUtcNow(), _documents.Read.Count);

        var busy = await Assert.ThrowsAsync<VideoBeingStoredException>(() => ElapseAsync(Library.StoreAsync(Video, "second", cancellationToken: Cancellation)));

        Assert.InRange((_time.GetUtcNow() - began).TotalSeconds, 1, 20);
        Assert.InRange(_documents.Read.Count - reads, 2, 6);
        Assert.InRange(busy.RetryAfter, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15));
        release.SetResult();
        var stored = await first;
        Assert.Equal(stored, await Library.StoreAsync(Video, "second", cancellationToken: Cancellation));
        Assert.Equal(1, _video.Downloads);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_download_that_ends_meanwhile_is_found_without_giving_the_job_up()
    {
        var release = new TaskCompletionSource();
        _video.OnDownload = token => release.Task.WaitAsync(token);
        var first = Library.StoreAsync(Video, "first", cancellationToken: Cancellation);
        var second = Library.StoreAsync(Video, "second", cancellationToken: Cancellation);
        release.SetResult();
        await first;

        Assert.NotNull(await ElapseAsync(second));
        Assert.Equal(1, _video.Downloads);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("another job", 151)]
    [InlineData("the job", 1)]
    public async Task A_killed_worker_blocks_a_video_for_its_own_job_not_at_all_and_for_another_for_less_than_three_minutes(string next, int seconds)
    {
        var killed = new TaskCompletionSource();
        _documents.Before = (call, path, _) => call is "put" && path.EndsWith(".claim", StringComparison.Ordinal) && killed.Task.IsCompleted
            ? Task.Delay(System.Threading.Timeout.Infinite, Cancellation)
            : Task.CompletedTask;
        _video.OnDownload = token => Task.Delay(System.Threading.Timeout.Infinite, token);
        _ = Library.StoreAsync(Video, "the job", cancellationToken: Cancellation);
        killed.SetResult();

        _time.Advance(TimeSpan.FromSeconds(seconds));
        _documents.Before = (_, _, _) => Task.CompletedTask;
        _video.OnDownload = _ => Task.CompletedTask;
        var before = _time.GetUtcNow();
        Assert.NotNull(await ElapseAsync(Library.StoreAsync(Video, next, cancellationToken: Cancellation)));
        Assert.InRange(_time.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory(Timeout = Timeout)]
    [InlineData(typeof(VideoStorageException))]
    [InlineData(typeof(IOException))]
    public async Task A_claim_that_another_worker_took_is_not_told_as_a_failure_of_the_store(Type failure)
    {
        var lost = new TaskCompletionSource();
        _video.OnDownload = async token =>
        {
            await Task.Delay(System.Threading.Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lost.SetResult();
            throw failure == typeof(VideoStorageException) ? new VideoStorageException("The connection was aborted") : new IOException("aborted");
        };
        var storing = Library.StoreAsync(Video, "first", cancellationToken: Cancellation);

        var claim = (await _documents.GetAsync(Video.Key.ClaimPath, Cancellation))!;
        var until = $"{_time.GetUtcNow() + TimeSpan.FromHours(1):O}";
        await _documents.PutAsync(Video.Key.ClaimPath, System.Text.Encoding.UTF8.GetBytes($$"""{"owner":"other","until":"{{until}}"}"""), claim.Version, Cancellation);

        await Assert.ThrowsAsync<VideoBeingStoredException>(() => ElapseAsync(storing));
        Assert.True(lost.Task.IsCompleted);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_renewal_that_fails_for_a_moment_loses_no_download()
    {
        var release = new TaskCompletionSource();
        _video.OnDownload = token => release.Task.WaitAsync(token);
        var renewals = 0;
        _documents.Before = (call, path, _) =>
            call is "put" && path.EndsWith(".claim", StringComparison.Ordinal) && ++renewals is 2 or 3
                ? throw new IOException("The store is away")
                : Task.CompletedTask;
        var storing = Library.StoreAsync(Video, "worker", cancellationToken: Cancellation);

        for (var second = 0; second < 400; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.False(storing.IsCompleted);
        release.SetResult();
        await storing;
        Assert.InRange(renewals, 6, 9);
        Assert.Null(await _documents.GetAsync(Video.Key.ClaimPath, Cancellation));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_job_that_is_stopped_when_its_video_is_stored_leaves_the_video_with_its_manifest()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _video.OnCommit = stop.CancelAsync;
        _documents.Before = (_, _, token) => token.IsCancellationRequested ? Task.FromCanceled(token) : Task.CompletedTask;

        var stored = await Library.StoreAsync(Video, "worker", cancellationToken: stop.Token);

        Assert.Equal(stored, await Library.FindAsync(Video.Key, Cancellation));
    }

    [Fact(Timeout = Timeout)]
    public async Task The_chats_id_is_written_without_reading_the_manifest_again_and_another_chats_stays()
    {
        var stored = await Library.StoreAsync(Video, "worker", cancellationToken: Cancellation);
        var reads = _documents.Read.Count;

        await Library.RememberFileIdAsync(stored, new ChatFileId("one"), Cancellation);
        Assert.Equal(reads, _documents.Read.Count);

        var late = await Library.RememberFileIdAsync(stored, new ChatFileId("two"), Cancellation);
        Assert.Equal(new ChatFileId("one"), (await Library.FindAsync(Video.Key, Cancellation))!.FileId);

        await Library.RememberFileIdAsync(late, fileId: null, Cancellation);
        Assert.Null((await Library.FindAsync(Video.Key, Cancellation))!.FileId);
    }

    /// <summary>Lets time pass until the work is done.</summary>
    private async Task<T> ElapseAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1, Cancellation);
        }

        return await work;
    }

    /// <summary>A source and a store of videos of ten bytes.</summary>
    private sealed class ScriptedVideo : IVideoSource, IVideoFiles
    {
        private bool _isStored;

        public int Downloads { get; private set; }

        public Func<CancellationToken, Task> OnDownload { get; set; } = _ => Task.CompletedTask;

        public Func<Task> OnCommit { get; set; } = () => Task.CompletedTask;

        public Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async Task DownloadAsync(
            ResolvedVideo video, Stream destination, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
        {
            await OnDownload(cancellationToken);
            Downloads++;
        }

        public Task<VideoUpload> BeginAsync(VideoKey key, CancellationToken cancellationToken = default) => Task.FromResult<VideoUpload>(new Upload(this));

        public Task<Stream?> OpenAsync(VideoKey key, long from = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<long?> LengthAsync(VideoKey key, CancellationToken cancellationToken = default) => Task.FromResult<long?>(_isStored ? 10 : null);

        public VideoLink Link(VideoKey key, TimeSpan lifetime) => throw new NotSupportedException();

        private sealed class Upload(ScriptedVideo video) : VideoUpload
        {
            public override Stream Stream => Stream.Null;

            public override async Task<long> CommitAsync(CancellationToken cancellationToken = default)
            {
                video._isStored = true;
                await video.OnCommit();
                return 10;
            }

            public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
