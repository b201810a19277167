using System.Net;
using System.Text.Json;
using TelegramAI.Core.Videos;
using YoutubeExplode.Exceptions;
using Unavailable = TelegramAI.Core.Videos.VideoUnavailableException;

namespace TelegramAI.YouTube;

/// <summary>Says in Core's words what YoutubeExplode, YouTube's player or the network reported.</summary>
internal static class YouTubeErrors
{
    // YouTube's player gives its reason as a sentence, which YoutubeExplode repeats in its messages. The first row that fits counts.
    private static readonly (string Text, Func<string, Exception, VideoException> Meaning)[] Sentences =
    [
        ("not a bot", (message, cause) => new VideoBlockedException(message, cause)),
        ("try again later", (message, cause) => new VideoRateLimitedException(message, retryAfter: null, cause)),
        ("confirm your age", Because(UnavailableReason.AgeRestricted)),
        ("age-restricted", Because(UnavailableReason.AgeRestricted)),
        ("inappropriate for some users", Because(UnavailableReason.AgeRestricted)),
        ("private video", Because(UnavailableReason.Private)),
        ("video is private", Because(UnavailableReason.Private)),
        ("in your country", Because(UnavailableReason.GeoBlocked)),
        ("in your region", Because(UnavailableReason.GeoBlocked)),
        ("in your location", Because(UnavailableReason.GeoBlocked)),
        ("members-only", Because(UnavailableReason.MembersOnly)),
        ("members only", Because(UnavailableReason.MembersOnly)),
        ("channel's members", Because(UnavailableReason.MembersOnly)),
        ("channel’s members", Because(UnavailableReason.MembersOnly)),
        ("join this channel", Because(UnavailableReason.MembersOnly)),
        ("requires payment", Because(UnavailableReason.RequiresPurchase)),
        ("requires purchase", Because(UnavailableReason.RequiresPurchase)),
        ("live event will begin", Because(UnavailableReason.Live)),
        ("live stream will begin", Because(UnavailableReason.Live)),
        ("live event has ended", Because(UnavailableReason.LiveEnded)),
        ("live stream has ended", Because(UnavailableReason.LiveEnded)),
        ("live stream recording is not available", Because(UnavailableReason.LiveEnded)),
        ("is live", Because(UnavailableReason.Live)),
        ("premieres in", Because(UnavailableReason.Live)),
        ("premiere will begin", Because(UnavailableReason.Live)),
        ("removed", Because(UnavailableReason.Removed)),
        ("terminated", Because(UnavailableReason.Removed)),
        ("no longer available", Because(UnavailableReason.Removed)),

        // YoutubeExplode's own sentence about a format that has neither an address nor a cipher.
        ("extract the stream URL", (message, cause) => new VideoAddressMissingException(message, cause)),
    ];

    /// <summary>Whether YouTube or the network failed; otherwise it is a defect, or a cancellation that was asked for.</summary>
    public static bool Explain(Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        YoutubeExplodeException or HttpRequestException or IOException or TimeoutException or JsonException or FormatException => true,
        _ => false,
    };

    /// <summary>What a failure means that <see cref="Explain"/> knows.</summary>
    public static VideoException Meaning(Exception error) => error switch
    {
        RequestLimitExceededException => new VideoRateLimitedException(error.Message, retryAfter: null, error),
        VideoRequiresPurchaseException => new Unavailable(UnavailableReason.RequiresPurchase, error.Message, error),
        YoutubeExplodeException => OfSentence(error),
        HttpRequestException { StatusCode: { } status } => OfStatus(status, error),
        JsonException or FormatException => new VideoTransientException($"YouTube's answer makes no sense: {error.Message}", error) { Part = FailingPart.YouTube },
        _ => new VideoTransientException($"The connection to YouTube failed: {error.Message}", error),
    };

    private static VideoException OfSentence(Exception error)
    {
        foreach (var (text, meaning) in Sentences)
        {
            if (error.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
                return meaning(error.Message, error);
        }

        return error switch
        {
            YoutubeExplode.Exceptions.VideoUnavailableException => new Unavailable(UnavailableReason.Removed, error.Message, error),
            VideoUnplayableException => new Unavailable(UnavailableReason.Unplayable, error.Message, error),
            _ => new VideoTransientException(error.Message, error) { Part = FailingPart.YouTube },
        };
    }

    private static VideoException OfStatus(HttpStatusCode status, Exception error) => status switch
    {
        HttpStatusCode.TooManyRequests => new VideoRateLimitedException(error.Message, retryAfter: null, error),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new VideoBlockedException(error.Message, error),
        _ => new VideoTransientException(error.Message, error) { Part = FailingPart.YouTube },
    };

    private static Func<string, Exception, VideoException> Because(UnavailableReason reason) =>
        (message, cause) => new Unavailable(reason, message, cause);
}
