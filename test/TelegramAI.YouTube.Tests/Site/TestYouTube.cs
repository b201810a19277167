using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Tests.Site;

/// <summary>The product's YouTube, wired as a host wires it, before a <see cref="TestSite"/>.</summary>
internal sealed class TestYouTube : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestYouTube(TestSite site, ServiceProvider services, string scratch, CountingPool pool) =>
        (Site, _services, Scratch, Pool) = (site, services, scratch, pool);

    public TestSite Site { get; }

    /// <summary>The folder for files on their way.</summary>
    public string Scratch { get; }

    public CountingPool Pool { get; }

    public IVideoSource Source => Get<IVideoSource>();

    public static async Task<TestYouTube> StartAsync(Action<YouTubeOptions>? configure = null, Action<VideoOptions>? limits = null)
    {
        var site = await TestSite.StartAsync();
        var scratch = Directory.CreateTempSubdirectory("youtube-specs-").FullName;
        var pool = new CountingPool();
        var services = new ServiceCollection()
            .AddSingleton<ArrayPool<byte>>(pool)
            .AddYouTube(options =>
            {
                options.BaseUrl = site.Address;
                options.Scratch = scratch;
                options.SegmentBytes = 16 * 1024;
                options.RetryMilliseconds = 1;
                configure?.Invoke(options);
            })
            .Configure<VideoOptions>(options => limits?.Invoke(options));
        return new TestYouTube(site, services.BuildServiceProvider(), scratch, pool);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Site.DisposeAsync();
        Directory.Delete(Scratch, recursive: true);
    }
}

/// <summary>Counts what is lent and not yet returned.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private readonly Lock _gate = new();

    public long Lent { get; private set; }

    public long MostLent { get; private set; }

    public override byte[] Rent(int minimumLength)
    {
        var array = Shared.Rent(minimumLength);
        lock (_gate)
        {
            Lent += array.Length;
            MostLent = Math.Max(MostLent, Lent);
        }

        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        lock (_gate)
            Lent -= array.Length;
        Shared.Return(array, clearArray);
    }
}
