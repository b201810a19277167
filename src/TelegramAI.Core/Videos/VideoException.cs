namespace TelegramAI.Core.Videos;

/// <summary>
/// A video could not be had. The type says what can be done about it; <see cref="Retry"/> decides, in this one place, what the
/// worker does, and <see cref="Sentence"/> is what the reader is told.
/// </summary>
public abstract class VideoException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    public abstract Retry Retry { get; }

    /// <summary>One plain sentence for the person who asked, without a full stop at its end.</summary>
    public abstract string Sentence { get; }
}

/// <summary>YouTube refuses this server ("confirm you're not a bot"): another try, from another address or later, may pass.</summary>
public sealed class VideoBlockedException(string message, Exception? innerException = null) : VideoException(message, innerException)
{
    public override Retry Retry => Retry.Later(TimeSpan.FromSeconds(30), attempts: 3);

    public override string Sentence => "YouTube is refusing this bot right now and wants proof that it's human";
}

/// <summary>YouTube asks to slow down.</summary>
public sealed class VideoRateLimitedException(string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : VideoException(message, innerException)
{
    /// <summary>How long YouTube limits a session at most. https://github.com/yt-dlp/yt-dlp/wiki/Extractors#this-content-isnt-available-try-again-later</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    public override Retry Retry => Retry.Until(LongestLimit, retryAfter > ShortestWait ? retryAfter.Value : ShortestWait);

    public override string Sentence => "YouTube asked this bot to slow down";
}

/// <summary>Why a video can't be had by anybody here.</summary>
public enum UnavailableReason
{
    /// <summary>There is no such video, or it was removed.</summary>
    Removed,
    Private,
    AgeRestricted,
    MembersOnly,
    RequiresPurchase,
    GeoBlocked,

    /// <summary>It is being broadcast, or will be.</summary>
    Live,

    /// <summary>Its broadcast has ended, and YouTube has not published the recording yet.</summary>
    LiveEnded,

    /// <summary>A search found nothing.</summary>
    NothingFound,

    /// <summary>YouTube gave another reason, or none.</summary>
    Unplayable,
}

/// <summary>The video is not available here. Only a broadcast that has ended becomes available later, once YouTube has processed its recording.</summary>
public sealed class VideoUnavailableException(UnavailableReason reason, string message, Exception? innerException = null)
    : VideoException(message, innerException)
{
    public UnavailableReason Reason { get; } = reason;

    public override Retry Retry => Reason is UnavailableReason.LiveEnded ? Retry.Later(TimeSpan.FromMinutes(10), attempts: 5) : Retry.Never;

    public override string Sentence => Reason switch
    {
        UnavailableReason.Removed => "This video doesn't exist or was removed",
        UnavailableReason.Private => "This video is private",
        UnavailableReason.AgeRestricted => "This video is age-restricted, and YouTube only shows it to signed-in adults",
        UnavailableReason.MembersOnly => "This video is only for members of its channel",
        UnavailableReason.RequiresPurchase => "This video requires a purchase",
        UnavailableReason.GeoBlocked => "This video isn't available in the country this bot runs in",
        UnavailableReason.Live => "This live stream hasn't ended yet, so send the link again when it has",
        UnavailableReason.LiveEnded => "This live stream has ended, but YouTube hasn't published the recording yet",
        UnavailableReason.NothingFound => "YouTube found no videos for these words",
        _ => "YouTube doesn't allow this video to be played",
    };
}

/// <summary>The video is longer than this service takes.</summary>
public sealed class VideoTooLongException(TimeSpan duration, TimeSpan limit)
    : VideoException($"The video is {duration} long, the limit is {limit}")
{
    public override Retry Retry => Retry.Never;

    public override string Sentence => $"This video is {duration.TotalMinutes:0} minutes long; the limit is {limit.TotalMinutes:0}";
}

/// <summary>Even the smallest format is larger than this service takes.</summary>
public sealed class VideoTooLargeException(long bytes, long limit)
    : VideoException($"The video has {bytes} bytes, the limit is {limit}")
{
    public override Retry Retry => Retry.Never;

    public override string Sentence => $"This video is {bytes / 1_000_000.0:0.#} MB; the limit is {limit / 1_000_000.0:0.#} MB";
}

/// <summary>The format that was resolved is not offered any more: resolving again chooses another.</summary>
public sealed class VideoFormatUnavailableException(string message, Exception? innerException = null) : VideoException(message, innerException)
{
    public override Retry Retry => Retry.Now(attempts: 2);

    public override string Sentence => "YouTube doesn't offer this video in a format this bot can send";
}

/// <summary>YouTube lists the video's formats without an address to download them from, as it does for some sessions: a new session may get addresses.</summary>
public sealed class VideoAddressMissingException(string message, Exception? innerException = null) : VideoException(message, innerException)
{
    public override Retry Retry => Retry.Later(TimeSpan.FromSeconds(30), attempts: 3);

    public override string Sentence => "YouTube gave this bot no address to download this video from";
}

/// <summary>Which part failed for a moment.</summary>
public enum FailingPart
{
    /// <summary>The connection to YouTube.</summary>
    Connection,

    /// <summary>YouTube's servers, or an answer of theirs that makes no sense.</summary>
    YouTube,

    /// <summary>ffmpeg, on this machine.</summary>
    Ffmpeg,
}

/// <summary>The network, YouTube's servers or this machine failed for a moment.</summary>
public sealed class VideoTransientException(string message, Exception? innerException = null) : VideoException(message, innerException)
{
    public FailingPart Part { get; init; }

    public override Retry Retry => Retry.Later(TimeSpan.FromSeconds(5), attempts: 5);

    public override string Sentence => Part switch
    {
        FailingPart.YouTube => "YouTube answered with an error",
        FailingPart.Ffmpeg => "Converting the video failed",
        _ => "The connection to YouTube failed",
    };
}

/// <summary>The store can't keep the video: its disk is full or not writable, or it is away.</summary>
public sealed class VideoStorageException(string message, Exception? innerException = null) : VideoException(message, innerException)
{
    /// <summary>Whether there is no room; otherwise the store is away or refuses to write.</summary>
    public bool IsFull { get; init; } = IsDiskFull(innerException);

    public override Retry Retry => Retry.Later(TimeSpan.FromSeconds(30), attempts: 3);

    public override string Sentence => IsFull
        ? "There's no space left to store this video right now"
        : "The video storage is unavailable right now";

    /// <summary>
    /// .NET keeps the system's error code here: ENOSPC and EDQUOT, or ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    /// https://learn.microsoft.com/dotnet/standard/io/handling-io-errors
    /// </summary>
    private static bool IsDiskFull(Exception? exception) =>
        exception is IOException { HResult: 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027) };
}
