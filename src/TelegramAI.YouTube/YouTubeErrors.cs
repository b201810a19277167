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
    private static readonly (string Text, Func<string, Exception, VideoException> Create)[] Sentences =
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
    public static bool IsExpected(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        YoutubeExplodeException or HttpRequestException or IOException or TimeoutException or JsonException or FormatException => true,
        _ => false,
    };

    /// <summary>What a failure means that <see cref="IsExpected"/> knows.</summary>
    public static VideoException ToVideoException(Exception exception) => exception switch
    {
        RequestLimitExceededException => new VideoRateLimitedException(exception.Message, retryAfter: null, exception),
        VideoRequiresPurchaseException => new Unavailable(UnavailableReason.RequiresPurchase, exception.Message, exception),
        YoutubeExplodeException => OfSentence(exception),
        HttpRequestException { StatusCode: { } status } => OfStatus(status, exception),
        JsonException or FormatException => new VideoTransientException($"YouTube's answer makes no sense: {exception.Message}", exception) { Part = FailingPart.YouTube },
        _ => new VideoTransientException($"The connection to YouTube failed: {exception.Message}", exception),
    };

    private static VideoException OfSentence(Exception exception)
    {
        foreach (var (text, meaning) in Sentences)
        {
            if (exception.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
                return meaning(exception.Message, exception);
        }

        return exception switch
        {
            YoutubeExplode.Exceptions.VideoUnavailableException => new Unavailable(UnavailableReason.Removed, exception.Message, exception),
            VideoUnplayableException => new Unavailable(UnavailableReason.Unplayable, exception.Message, exception),
            _ => new VideoTransientException(exception.Message, exception) { Part = FailingPart.YouTube },
        };
    }

    private static VideoException OfStatus(HttpStatusCode status, Exception exception) => status switch
    {
        HttpStatusCode.TooManyRequests => new VideoRateLimitedException(exception.Message, retryAfter: null, exception),
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new VideoBlockedException(exception.Message, exception),
        _ => new VideoTransientException(exception.Message, exception) { Part = FailingPart.YouTube },
    };

    private static Func<string, Exception, VideoException> Because(UnavailableReason reason) =>
        (message, cause) => new Unavailable(reason, message, cause);
}
