using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TelegramAI.Disk.Files;

namespace TelegramAI.Local.Access;

/// <summary>
/// The secret of a data folder that opens this program's pages. Other programs and other people of this machine reach loopback too, and an
/// old browser does not say which page a request comes from.
/// </summary>
public sealed class AccessKey
{
    // The bot keeps its number whatever its secret is: stored videos are remembered by it.
    private const string BotId = "1000000001";

    private readonly byte[] _secret;

    private AccessKey(byte[] secret) => (_secret, Text) = (secret, Base64Url.EncodeToString(secret));

    /// <summary>The key as addresses carry it.</summary>
    public string Text { get; }

    /// <summary>The token of the chat page's bot.</summary>
    public string BotToken => $"{BotId}:{Base64Url.EncodeToString(HMACSHA256.HashData(_secret, "bot token"u8))}";

    /// <summary>Reads the key's file, or makes it.</summary>
    /// <exception cref="DamagedFileException">The file is no key.</exception>
    public static AccessKey Open(string path) => new(SecretFile.Open(path, remedy: "delete it to get a new one"));

    /// <summary>Compares in constant time.</summary>
    public bool Is(string? text) =>
        text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(Text));

    /// <summary>An address that opens a page without further questions.</summary>
    public Uri Open(Uri page) => new UriBuilder(page) { Query = $"{AccessGate.Parameter}={Text}" }.Uri;

    /// <summary>The key is not printed.</summary>
    public override string ToString() => nameof(AccessKey);
}
