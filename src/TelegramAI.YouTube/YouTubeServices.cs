using System.Buffers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Downloading;
using TelegramAI.YouTube.Muxing;
using TelegramAI.YouTube.Resolving;
using TelegramAI.YouTube.Thumbnails;

namespace TelegramAI.YouTube;

public static class YouTubeServices
{
    /// <summary>Registers YouTube as <see cref="IVideoSource"/>, configured by the section <c>YouTube</c>.</summary>
    public static IServiceCollection AddYouTube(this IServiceCollection services, IConfiguration configuration) =>
        services.AddYouTube(options => options.Bind(configuration.GetSection(YouTubeOptions.Section)));

    /// <summary>Registers YouTube as <see cref="IVideoSource"/>, configured by code.</summary>
    public static IServiceCollection AddYouTube(this IServiceCollection services, Action<YouTubeOptions> configure) =>
        services.AddYouTube(options => options.Configure(configure));

    private static IServiceCollection AddYouTube(this IServiceCollection services, Action<OptionsBuilder<YouTubeOptions>> configure)
    {
        configure(services.AddOptionsWithValidateOnStart<YouTubeOptions, YouTubeOptionsValidator>());
        services.AddOptions<VideoOptions>();
        services.AddLogging();
        services.AddYouTubeHttp();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SegmentBuffers);
        services.AddSingleton<FfmpegProcess>();
        services.AddSingleton<FfmpegProbe>();
        services.AddSingleton<Scratch>();
        services.AddSingleton<Muxer>();
        services.AddSingleton<YouTubeApi>();
        services.AddSingleton<ManifestCache>();
        services.AddSingleton<ThumbnailSource>();
        services.AddSingleton<StreamDownloader>();
        services.AddSingleton<MuxingDownloader>();
        services.AddSingleton<IVideoSource, YouTubeVideoSource>();
        return services;
    }

    /// <summary>
    /// For as many as four downloads at once; more make buffers that are not kept. The pool that everything shares would keep one of these
    /// large buffers for each thread that ever returned one.
    /// </summary>
    private static ArrayPool<byte> SegmentBuffers(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<YouTubeOptions>>().Value;
        return ArrayPool<byte>.Create(options.SegmentBytes, maxArraysPerBucket: 4 * options.Segments);
    }
}
