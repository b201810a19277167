using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Chats;

namespace TelegramAI.Functions.Webhook;

/// <summary>Tells Telegram's own requests from all others, by the secret that only Telegram was told.</summary>
public sealed partial class WebhookSecret(IBotSecrets secrets, TimeProvider time, ILogger<WebhookSecret> logger)
{
    /// <summary>The header that carries it. https://core.telegram.org/bots/api#setwebhook</summary>
    public const string Header = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>A forged request must not cost a read of the secret each time.</summary>
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);

    /// <summary>A secret that was replaced is good for no longer than this, though a busy function lives for hours.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly long _created = time.GetTimestamp();
    private long? _refreshed;

    /// <summary>Reads the secret before it is asked for, beside whatever else the process does. Never throws.</summary>
    public async Task PrepareAsync()
    {
        Task reading = Task.Run(async () => await secrets.GetAsync());
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Whether the request is Telegram's. Where it is not, the secret may have been changed since it was read, so it is read again.</summary>
    public async ValueTask<bool> IsProvenAsync(IDictionary<string, string>? headers, CancellationToken cancellationToken)
    {
        if (Find(headers) is not { Length: > 0 } given)
            return false;

        var secret = await secrets.GetAsync(cancellationToken);
        var isKnown = AreEqual(given, secret.WebhookSecret);
        if (!MayRefresh(isKnown))
            return isKnown;

        try
        {
            return AreEqual(given, (await secrets.RefreshAsync(secret, cancellationToken)).WebhookSecret);
        }
        catch (Exception exception) when (isKnown && !cancellationToken.IsCancellationRequested)
        {
            // The bot goes on while the secret can't be read again.
            LogNotRenewed(exception);
            return true;
        }
    }

    /// <summary>The hashes have one length, so neither the time nor the length of the secret can be felt.</summary>
    private static bool AreEqual(string given, string expected) => expected.Length > 0
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    /// <summary>Function URLs write names of headers in small letters, other servers as they were sent.</summary>
    private static string? Find(IDictionary<string, string>? headers) =>
        headers?.FirstOrDefault(header => string.Equals(header.Key, Header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Whether the secret is to be read again, of which only one of many callers is told.</summary>
    private bool MayRefresh(bool isKnown)
    {
        lock (_gate)
        {
            var isDue = isKnown
                ? time.GetElapsedTime(_refreshed ?? _created) >= MaxAge
                : _refreshed is not { } last || time.GetElapsedTime(last) >= RefreshInterval;
            if (isDue)
                _refreshed = time.GetTimestamp();

            return isDue;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not reload the webhook's secret; still using the known one")]
    private partial void LogNotRenewed(Exception exception);
}
