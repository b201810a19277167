namespace TelegramAI.Core.Videos;

/// <summary>What a message asks for: at least one request, or the reason why there is none.</summary>
public sealed record VideoRequestReading
{
    /// <summary>In the order of the message, each video once.</summary>
    public IReadOnlyList<VideoRequest> Requests { get; init; } = [];

    /// <summary>Whether it asks for videos by their links, rather than by words.</summary>
    public bool NamesVideos => Requests is [{ VideoId: not null }, ..];

    /// <summary>How many further videos the message names, beyond what one message may ask for.</summary>
    public int LeftOut { get; init; }

    /// <summary>The links beside the requests that ask for nothing, each once.</summary>
    public IReadOnlyList<IgnoredLink> Ignored { get; init; } = [];

    /// <summary>Why there is no request; null where there is one.</summary>
    public RequestRejection? Rejection { get; init; }
}

/// <summary>A link that asks for nothing.</summary>
/// <param name="Address">As the message has it, shortened where it is long.</param>
/// <param name="Reason">Why.</param>
public sealed record IgnoredLink(string Address, RequestRejection Reason);

/// <summary>Why a message asks for nothing.</summary>
public enum RequestRejection
{
    /// <summary>It has neither a link nor a word.</summary>
    Empty,

    /// <summary>It has links, but none to YouTube.</summary>
    NotYouTube,

    /// <summary>Its YouTube link is a playlist, a channel or another page that is not one video.</summary>
    NotOneVideo,

    /// <summary>Its YouTube link has no whole video id.</summary>
    BrokenLink,
}

/// <summary>A link that a message carries under other words.</summary>
/// <param name="Position">Where its words begin, in UTF-16 units.</param>
/// <param name="Address">Where it leads.</param>
public readonly record struct HiddenLink(int Position, string Address);
