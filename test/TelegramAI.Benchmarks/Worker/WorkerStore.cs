using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramAI.Aws;
using TelegramAI.Benchmarks.Download;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube;

namespace TelegramAI.Benchmarks.Worker;

/// <summary>The worker's way from YouTube to S3, wired as its host wires it, in a process with the worker's settings.</summary>
internal static class WorkerStore
{
    /// <summary>The video that a worker has stored before: it runs for hours, and only its first one finds it cold.</summary>
    private const int MegabytesBefore = 60;

    /// <summary>Stores a video and prints its seconds, its processor's milliseconds and the peak memory in bytes.</summary>
    public static async Task StoreAsync(Uri site, Uri sink, int megabytes)
    {
        await using var services = Build(site, sink);
        var source = services.GetRequiredService<IVideoSource>();
        var library = services.GetRequiredService<VideoLibrary>();
        await library.StoreAsync(await source.ResolveAsync(Request(MegabytesBefore)), "benchmark");

        var video = await source.ResolveAsync(Request(megabytes));
        var began = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var manifest = await library.StoreAsync(video, "benchmark");
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var milliseconds = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
        if (manifest.Bytes != megabytes * 1_000_000L)
            throw new InvalidOperationException($"{manifest.Bytes} bytes were stored of {megabytes} MB");

        Console.WriteLine($"{seconds} {milliseconds} {PeakMemory.Bytes}");
    }

    private static VideoRequest Request(int megabytes) => VideoRequest.ForVideo(VideoId.Parse(MediaSite.IdOf(megabytes)));

    private static ServiceProvider Build(Uri site, Uri sink)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Videos:Bucket"] = S3Sink.Bucket,
                ["Videos:MaxMegabytes"] = "10000",
                ["YouTube:BaseUrl"] = $"{site}",
                ["YouTube:Ffmpeg"] = YouTubeOptions.NoFfmpeg,
                ["YouTube:Scratch"] = Path.GetTempPath(),
            })
            .Build();
        var services = new ServiceCollection().AddLogging();
        services.AddOptions<VideoOptions>().Bind(settings.GetSection(VideoOptions.Section));
        return services
            .AddSingleton<IAmazonS3>(_ => new AmazonS3Client(
                new BasicAWSCredentials("testing", "testing"),
                new AmazonS3Config { ServiceURL = $"{sink}", AuthenticationRegion = "eu-west-1", ForcePathStyle = true }))
            .AddAwsDocuments(settings)
            .AddAwsVideoFiles(settings)
            .AddYouTube(settings)
            .AddSingleton<VideoLibrary>()
            .BuildServiceProvider();
    }
}
