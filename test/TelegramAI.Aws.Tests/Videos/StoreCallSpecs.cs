using System.Collections.Concurrent;
using System.Web;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>What a video costs in calls of S3, which are paid for one by one.</summary>
public sealed class StoreCallSpecs(SharedMoto moto)
{
    private const int Bytes = 40_000_000;
    private static readonly VideoKey Key = new(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(1080, "mp4"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_video_of_40_MB_that_takes_a_minute_is_asked_for_stored_read_and_remembered_in_few_calls()
    {
        var calls = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var wire = new Wire((request, send) =>
        {
            calls.AddOrUpdate(KindOf(request), 1, (_, count) => count + 1);
            return send();
        });
        using var s3 = await moto.S3Async(wire);
        var bucket = Options.Create(new BucketOptions { Bucket = SharedMoto.NewName() });
        using (var free = await moto.S3Async())
            await free.PutBucketAsync(new PutBucketRequest { BucketName = bucket.Value.Bucket, BucketRegion = S3Region.FindValue(MotoServer.Region) }, Cancellation);

        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var documents = new S3DocumentStore(s3, bucket, time);
        var files = new S3VideoFiles(s3, wire, bucket, time);
        var source = new SlowSource(time);
        var library = new VideoLibrary(files, documents, source, time, NullLogger<VideoLibrary>.Instance);
        var sent = new SentVideos(documents, Options.Create(new VideoOptions()), time);

        Assert.Null(await sent.FindAsync(VideoRequest.ForVideo(Key.Id), Cancellation));
        var stored = await library.StoreAsync(source.Video, "worker", cancellationToken: Cancellation);
        await using (var bytes = await library.OpenAsync(Key, Cancellation))
            await bytes.CopyToAsync(Stream.Null, Cancellation);
        await library.RememberFileIdAsync(stored, new ChatFileId("file"), Cancellation);
        await library.RememberChoiceAsync(source.Video, wanted: 1080, Cancellation);

        foreach (var (kind, count) in calls.OrderBy(call => call.Key, StringComparer.Ordinal))
            TestContext.Current.TestOutputHelper?.WriteLine($"{count,3} {kind}");
        Assert.Equal(Bytes, stored.Bytes);
        Assert.InRange(Count("PUT", "POST"), 1, 8);
        Assert.InRange(Count("GET", "HEAD"), 1, 7);

        int Count(params string[] methods) => calls.Where(call => methods.Contains(call.Key.Split(' ')[0], StringComparer.Ordinal)).Sum(call => call.Value);
    }

    private static string KindOf(HttpRequestMessage request)
    {
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var what = query["partNumber"] is not null ? "part"
            : query["uploadId"] is not null ? "complete"
            : request.RequestUri.Query.Contains("uploads", StringComparison.Ordinal) ? "uploads"
            : Path.GetExtension(request.RequestUri.AbsolutePath) switch
            {
                ".json" => "manifest",
                { Length: > 1 } extension => extension[1..],
                _ => "other",
            };
        return $"{request.Method} {what}";
    }

    /// <summary>A source whose video comes within 50 seconds of the clock.</summary>
    private sealed class SlowSource(FakeTimeProvider time) : IVideoSource
    {
        public ResolvedVideo Video { get; } = new()
        {
            Key = Key,
            Title = "A title",
            Author = "An author",
            Duration = TimeSpan.FromSeconds(60),
            Width = 1920,
            Height = 1080,
            ExpectedBytes = Bytes,
        };

        public Task<ResolvedVideo> ResolveAsync(VideoRequest request, CancellationToken cancellationToken = default) => Task.FromResult(Video);

        public async Task DownloadAsync(
            ResolvedVideo video, Stream destination, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
        {
            var part = new byte[Bytes / 10];
            for (var i = 0; i < 10; i++)
            {
                await destination.WriteAsync(part, cancellationToken);
                time.Advance(TimeSpan.FromSeconds(4.9));
            }
        }
    }
}
