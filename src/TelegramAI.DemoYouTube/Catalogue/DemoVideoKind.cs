namespace TelegramAI.DemoYouTube.Catalogue;

/// <summary>How the demo YouTube treats a video.</summary>
public enum DemoVideoKind
{
    Playable,

    /// <summary>Its media come slowly.</summary>
    Slow,

    /// <summary>The connection is lost three times in each download.</summary>
    Flaky,

    /// <summary>The player answers 429 twice, and then once as it should.</summary>
    RateLimited,

    /// <summary>The player answers 503 as often as YoutubeExplode gives up and a little more, and then once as it should.</summary>
    BrokenServer,

    /// <summary>All streams but the muxed one are listed and gone.</summary>
    VanishingFormats,
    Private,
    AgeRestricted,
    Live,
    GeoBlocked,
    Removed,

    /// <summary>YouTube asks for a proof that a human is watching.</summary>
    BotCheck,
    MembersOnly,
    RequiresPurchase,
}
