using System.Security.Cryptography;
using Amazon.S3;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Videos;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>Uploads and downloads over connections that break, on a small S3 of loopback.</summary>
public sealed class S3FaultSpecs : IAsyncLifetime
{
    private const int Part = 16 * 1024 * 1024;
    private static readonly VideoKey Key = new(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4"));
    private LoopbackS3 _s3 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await LoopbackS3.StartAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory]
    [InlineData("503")]
    [InlineData("gateway")]
    [InlineData("reset")]
    [InlineData("reset in the middle")]
    [InlineData("checksum")]
    [InlineData("hang")]
    public async Task A_part_that_fails_is_sent_again_alone(string fault)
    {
        _s3.OnPart = async (context, number, tries) =>
        {
            if (number != 2 || tries > 1)
                return true;

            switch (fault)
            {
                case "503":
                    await LoopbackS3.ErrorAsync(context, 503, "SlowDown");
                    break;
                case "gateway":
                    context.Response.StatusCode = 502;
                    await context.Response.WriteAsync("<html>Bad gateway<br></html>", Cancellation);
                    break;
                case "reset":
                    context.Abort();
                    break;
                case "reset in the middle":
                    await context.Request.Body.ReadExactlyAsync(new byte[100_000], context.RequestAborted);
                    context.Abort();
                    break;
                case "checksum":
                    await LoopbackS3.ErrorAsync(context, 400, "BadDigest");
                    break;
                default:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    break;
            }

            return false;
        };

        Assert.Equal((3 * Part) + 1, await StoreAsync((3 * Part) + 1, timeout: TimeSpan.FromSeconds(5)));

        Assert.Equal([1, 2, 2, 3, 4], _s3.Tries.Order());
        Assert.True(_s3.IsCompleted);
        Assert.Equal((3 * Part) + 1, _s3.Bytes);
    }

    [Fact]
    public async Task An_S3_that_is_away_for_a_while_pauses_an_upload_and_no_more()
    {
        var back = DateTime.UtcNow.AddSeconds(6);
        _s3.OnPart = async (context, number, _) =>
        {
            if (number < 2 || DateTime.UtcNow > back)
                return true;

            await LoopbackS3.ErrorAsync(context, 503, "SlowDown");
            return false;
        };

        Assert.Equal(5 * Part, await StoreAsync(5 * Part));

        Assert.Equal(1, _s3.Tries.Count(part => part == 1));
        Assert.True(_s3.IsCompleted);
        Assert.False(_s3.IsAborted);
    }

    [Fact]
    public async Task An_upload_that_never_gets_a_part_through_is_aborted()
    {
        _s3.OnPart = async (context, number, _) =>
        {
            if (number == 2)
                await LoopbackS3.ErrorAsync(context, 503, "SlowDown");
            return number != 2;
        };

        await Assert.ThrowsAsync<VideoStorageException>(() => StoreAsync(6 * Part, retrySeconds: 2));

        Assert.True(_s3.IsAborted);
        Assert.False(_s3.IsCompleted);
    }

    [Fact]
    public void Ten_thousand_parts_are_more_than_any_video_and_small_ones_for_what_is_usual()
    {
        Assert.True(Enumerable.Range(1, PartSize.MostParts).Sum(number => (long)PartSize.Of(number)) > 490L * 1024 * 1024 * 1024);
        Assert.Equal(Part, PartSize.Of(1));

        // 5 GB are no more than this many.
        Assert.Equal(Part, PartSize.Of(600));
        Assert.Equal(64 * 1024 * 1024, PartSize.Of(PartSize.MostParts));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("short")]
    [InlineData("503")]
    public async Task A_download_that_breaks_goes_on_from_the_byte_that_it_had_reached(string fault)
    {
        var video = RandomNumberGenerator.GetBytes(1_000_000);
        var from = new List<long>();
        _s3.OnGet = async (context, start) =>
        {
            from.Add(start);
            if (from.Count == 2 && fault is "503")
            {
                await LoopbackS3.ErrorAsync(context, 503, "SlowDown");
                return;
            }

            context.Response.ContentLength = video.Length - start;
            var length = from.Count == 1 ? 400_000 : video.Length - (int)start;
            await context.Response.Body.WriteAsync(video.AsMemory((int)start, length), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (from.Count == 1)
            {
                // What is on its way arrives, before nothing else does.
                await Task.Delay(200, context.RequestAborted);
                context.Abort();
            }
        };
        using var client = _s3.Client();

        await using var stream = await Open(client).OpenAsync(Key, 0, Cancellation);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, Cancellation);

        Assert.Equal(video, copy.ToArray());
        Assert.Equal(0, from[0]);
        Assert.InRange(from[^1], 1, 400_000);
    }

    [Fact]
    public async Task A_download_that_breaks_again_and_again_without_a_byte_is_given_up()
    {
        _s3.OnGet = async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(50, context.RequestAborted);
            context.Abort();
        };
        using var client = _s3.Client();

        await using var stream = await Open(client).OpenAsync(Key, 0, Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => stream!.CopyToAsync(Stream.Null, Cancellation));
    }

    private static S3VideoFiles Open(IAmazonS3 s3, int retrySeconds = 60) =>
        new(s3, new PartClients(s3.Config.Timeout), Options.Create(new BucketOptions { Bucket = "videos", StoreRetrySeconds = retrySeconds }), TimeProvider.System);

    private async Task<long> StoreAsync(long bytes, TimeSpan? timeout = null, int retrySeconds = 60)
    {
        using var client = _s3.Client(timeout);
        await using var upload = await Open(client, retrySeconds).BeginAsync(Key, Cancellation);
        var chunk = RandomNumberGenerator.GetBytes(1024 * 1024);
        for (var left = bytes; left > 0; left -= chunk.Length)
            await upload.Stream.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), Cancellation);
        return await upload.CommitAsync(Cancellation);
    }

    private sealed class PartClients(TimeSpan? timeout) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new() { Timeout = timeout ?? Timeout.InfiniteTimeSpan };
    }
}
