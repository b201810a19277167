using System.Collections.Concurrent;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Catalogue;

namespace TelegramAI.DemoYouTube.Faults;

/// <summary>The troubles that some videos have by their kind. They pass, and come back once they have passed.</summary>
internal sealed class DemoTroubles
{
    /// <summary>YoutubeExplode asks the player 36 times for one manifest when the server fails, so the first download fails and the next passes.</summary>
    public const int BrokenRequests = 40;

    public const int RateLimitedRequests = 2;
    public const int Drops = 3;
    private const int DropBytes = 48 * 1024;
    private readonly ConcurrentDictionary<VideoId, int> _failed = [];

    /// <summary>The status with which the player refuses this request; null where it answers.</summary>
    public int? PlayerStatus(DemoVideo video) => video.Kind switch
    {
        DemoVideoKind.RateLimited when Fails(video.Id, RateLimitedRequests) => StatusCodes.Status429TooManyRequests,
        DemoVideoKind.BrokenServer when Fails(video.Id, BrokenRequests) => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };

    /// <summary>After how many bytes this connection breaks; null where it holds.</summary>
    public long? DropAfter(DemoVideo video, long length) =>
        video.Kind is DemoVideoKind.Flaky && length > DropBytes && Fails(video.Id, Drops) ? DropBytes : null;

    private bool Fails(VideoId id, int times) => _failed.AddOrUpdate(id, 1, (_, failed) => failed < times ? failed + 1 : 0) > 0;
}
