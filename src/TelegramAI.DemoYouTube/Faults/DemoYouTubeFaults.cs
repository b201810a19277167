using TelegramAI.Core.Videos;

namespace TelegramAI.DemoYouTube.Faults;

/// <summary>Makes the demo YouTube fail or slow down on demand.</summary>
public sealed class DemoYouTubeFaults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<VideoId, int> _speeds = [];
    private readonly List<Failure> _failures = [];
    private readonly List<Drop> _drops = [];
    private volatile bool _botCheck;
    private int? _speed;

    /// <summary>Whether every video is refused with "Sign in to confirm you're not a bot".</summary>
    public bool BotCheck
    {
        get => _botCheck;
        set => _botCheck = value;
    }

    /// <summary>Holds each connection of a video, or of every video where <paramref name="video"/> is null, to a speed.</summary>
    public void Throttle(int bytesPerSecond, VideoId? video = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytesPerSecond);
        lock (_gate)
        {
            if (video is { } id)
                _speeds[id] = bytesPerSecond;
            else
                _speed = bytesPerSecond;
        }
    }

    /// <summary>Answers the next requests of an endpoint with a status.</summary>
    public void FailNext(DemoEndpoint endpoint, int status, int requests = 1)
    {
        lock (_gate)
            _failures.Add(new Failure(endpoint, status) { Left = requests });
    }

    /// <summary>Breaks the next connections on which a video (or any, where it is null) is downloaded, after so many bytes of each.</summary>
    public void DropNext(long afterBytes, int connections = 1, VideoId? video = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        lock (_gate)
            _drops.Add(new Drop(video, afterBytes) { Left = connections });
    }

    /// <summary>From now on nothing fails but what fails by its kind.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _botCheck = false;
            _speed = null;
            _speeds.Clear();
            _failures.Clear();
            _drops.Clear();
        }
    }

    internal int? SpeedOf(VideoId video)
    {
        lock (_gate)
            return _speeds.TryGetValue(video, out var speed) ? speed : _speed;
    }

    internal int? TakeStatus(DemoEndpoint endpoint)
    {
        lock (_gate)
            return Take(_failures, failure => failure.Endpoint == endpoint)?.Status;
    }

    internal long? TakeDrop(VideoId video)
    {
        lock (_gate)
            return Take(_drops, drop => drop.Video is null || drop.Video == video)?.AfterBytes;
    }

    private static T? Take<T>(List<T> planned, Predicate<T> fits)
        where T : Planned
    {
        var next = planned.Find(fits);
        if (next is not null && --next.Left <= 0)
            planned.Remove(next);

        return next;
    }

    private abstract record Planned
    {
        public int Left { get; set; }
    }

    private sealed record Failure(DemoEndpoint Endpoint, int Status) : Planned;

    private sealed record Drop(VideoId? Video, long AfterBytes) : Planned;
}

/// <summary>What of the demo YouTube fails.</summary>
public enum DemoEndpoint
{
    /// <summary>The page of a video.</summary>
    Watch,
    Player,
    Search,

    /// <summary>The bytes of streams.</summary>
    Media,
}
