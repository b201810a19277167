using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TelegramAI.Core.Videos;

namespace TelegramAI.Disk.Videos;

/// <summary>Makes and checks the addresses that a video can be downloaded from for some time: what presigned links are to S3.</summary>
/// <param name="key">What signs them; whoever has it can make links.</param>
/// <param name="address">Where this program is reached. Asked for each link, because its port is known only once it listens.</param>
/// <param name="time">The clock that links expire by.</param>
public sealed class VideoLinks(LinkKey key, Func<Uri> address, TimeProvider time)
{
    public VideoLink Create(VideoKey video, TimeSpan lifetime)
    {
        var expires = time.GetUtcNow().Add(lifetime).ToUnixTimeSeconds();
        var link = new Uri(address(), $"/{video.FilePath}?expires={expires}&signature={Base64Url.EncodeToString(Sign(video, expires))}");
        return new VideoLink(link, DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    public LinkState Check(VideoKey video, string? expires, string? signature)
    {
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !Base64Url.IsValid(signature)
            || !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signature), Sign(video, seconds)))
        {
            return LinkState.Forged;
        }

        return seconds > time.GetUtcNow().ToUnixTimeSeconds() ? LinkState.Valid : LinkState.Expired;
    }

    private byte[] Sign(VideoKey video, long expires) => HMACSHA256.HashData(key.Bytes.Span, Encoding.UTF8.GetBytes($"{video.FilePath}\n{expires}"));
}

public enum LinkState
{
    /// <summary>It was not made here, or was changed since.</summary>
    Forged,
    Expired,
    Valid,
}
