using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>The memory is the process's, so these run alone.</summary>
[Collection(nameof(S3MemorySpecs))]
[CollectionDefinition(nameof(S3MemorySpecs), DisableParallelization = true)]
public sealed class S3MemorySpecs : IAsyncLifetime
{
    private const int Part = 16 * 1024 * 1024;
    private LoopbackS3 _s3 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await LoopbackS3.StartAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task Memory_stays_flat_however_large_the_video_is()
    {
        const int Parts = 60;
        using var client = _s3.Client();
        using var http = new PartClient();
        var files = new S3VideoFiles(client, http, Options.Create(new BucketOptions { Bucket = "videos" }), TimeProvider.System);
        var chunk = RandomNumberGenerator.GetBytes(1024 * 1024);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        _s3.OnPart = (_, _, _) =>
        {
            // What is collected does not count: it is gone when memory is needed.
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            return Task.FromResult(true);
        };

        await using var upload = await files.BeginAsync(new VideoKey(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4")), Cancellation);
        for (var left = (long)Parts * Part; left > 0; left -= chunk.Length)
            await upload.Stream.WriteAsync(chunk, Cancellation);

        Assert.Equal((long)Parts * Part, await upload.CommitAsync(Cancellation));

        // Four parts on their way, one that fills, and what the two ends of the connection take.
        Assert.InRange(most - before, 0, 120 * 1024 * 1024);
        Assert.InRange(_s3.MostAtOnce, 2, 4);
    }

    private sealed class PartClient : IHttpClientFactory, IDisposable
    {
        private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

        public HttpClient CreateClient(string name) => _client;

        public void Dispose() => _client.Dispose();
    }
}
