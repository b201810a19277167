using YoutubeExplode.Videos.Streams;

namespace TelegramAI.YouTube.Choosing;

/// <summary>What a sound is to its video.</summary>
internal enum SoundTrack
{
    Original,

    /// <summary>YouTube does not say: usual where a video has one sound only.</summary>
    Unknown,

    /// <summary>Spoken anew by people, or described for those who can't see the picture.</summary>
    Alternative,

    /// <summary>Translated and spoken by YouTube itself.</summary>
    AutomaticDub,
}

/// <summary>
/// Reads the sound's track from its address. The flag for the default track does not help: it follows the language of whoever asks, so
/// the default may be a dub. https://github.com/yt-dlp/yt-dlp/issues/15244
/// </summary>
internal static class SoundTracks
{
    public static SoundTrack TrackOf(this IAudioStreamInfo sound) => Tag(sound.Url, "acont") switch
    {
        "original" => SoundTrack.Original,
        "dubbed-auto" => SoundTrack.AutomaticDub,
        null when sound.AudioLanguage?.Name.EndsWith("original", StringComparison.OrdinalIgnoreCase) is true => SoundTrack.Original,
        null => SoundTrack.Unknown,
        _ => SoundTrack.Alternative,
    };

    /// <summary>Whether its loudness was levelled, as "stable volume" in YouTube's player.</summary>
    public static bool IsLevelled(this IAudioStreamInfo sound) => Tag(sound.Url, "drc") is "1";

    /// <summary>One of the tags that an address carries as <c>xtags=acont=original:lang=de-DE</c>, escaped.</summary>
    private static string? Tag(string url, string name)
    {
        var query = url.AsSpan(url.IndexOf('?', StringComparison.Ordinal) + 1);
        foreach (var range in query.Split('&'))
        {
            if (!query[range].StartsWith("xtags=", StringComparison.Ordinal))
                continue;

            foreach (var tag in Uri.UnescapeDataString(query[range]["xtags=".Length..]).Split(':'))
            {
                if (tag.Split('=') is [var key, var value] && string.Equals(key, name, StringComparison.Ordinal))
                    return value;
            }
        }

        return null;
    }
}
