using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Aws.Videos;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Logging;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>How parts are sent: by addresses that are signed, as the product registers it.</summary>
public sealed class PartSenderSpecs : IAsyncLifetime
{
    private static readonly BegunUpload Upload = new("videos", "videos/dQw4w9WgXcQ/720p.mp4", "one");
    private LoopbackS3 _s3 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await LoopbackS3.StartAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task A_part_whose_bytes_came_damaged_is_refused()
    {
        using var client = _s3.Client();
        var damaging = new Wire((request, send) =>
        {
            request.Content = new ByteArrayContent([1, 2, 4]);
            return send();
        });
        var sender = new PartSender(client, damaging, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => sender.SendAsync(Upload, 1, new byte[] { 1, 2, 3 }, Cancellation));

        Assert.Equal("BadDigest", refused.ErrorCode);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32")]
    [InlineData("Host")]
    public async Task An_address_is_good_for_what_was_signed_and_for_nothing_else(string header)
    {
        await using var services = Register(new LogLines());
        _s3.OnPart = (context, _, _) =>
        {
            context.Request.Headers[header] = "AAAAAA==";
            return Task.FromResult(true);
        };

        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => SenderOf(services).SendAsync(Upload, 1, new byte[10], Cancellation));

        Assert.Equal("SignatureDoesNotMatch", refused.ErrorCode);
    }

    [Fact]
    public async Task No_log_tells_an_address_whose_signature_would_let_anybody_write()
    {
        var log = new LogLines();
        await using var services = Register(log);
        await using var upload = await services.GetRequiredService<IVideoFiles>().BeginAsync(new VideoKey(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(720, "mp4")), Cancellation);
        await upload.Stream.WriteAsync(new byte[20_000_000], Cancellation);
        await upload.CommitAsync(Cancellation);

        services.GetRequiredService<ILogger<PartSenderSpecs>>().LogTrace("The log is heard");

        Assert.Equal(2, _s3.Tries.Count);
        Assert.Contains("The log is heard", log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Amz", log.All, StringComparison.OrdinalIgnoreCase);
    }

    private static PartSender SenderOf(ServiceProvider services) =>
        new(services.GetRequiredService<IAmazonS3>(), services.GetRequiredService<IHttpClientFactory>(), TimeProvider.System);

    private ServiceProvider Register(LogLines log) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
        .AddSingleton<IAmazonS3>(_ => _s3.Client())
        .AddAwsVideoFiles(new ConfigurationBuilder().AddInMemoryCollection([new("Videos:Bucket", "videos")]).Build())
        .BuildServiceProvider();
}
