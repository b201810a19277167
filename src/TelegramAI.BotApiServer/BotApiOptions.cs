using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TelegramAI.BotApiServer;

/// <summary>The small Bot API server of this machine (section <c>BotApi</c>).</summary>
public sealed class BotApiOptions
{
    public const string Section = "BotApi";

    /// <summary>The bot's token: a number, a colon, and a secret.</summary>
    public string Token { get; set; } = "";

    /// <summary>The bot's name, as chats show it.</summary>
    public string Name { get; set; } = "TelegramAI";

    /// <summary>What people call it by in groups, without the <c>@</c>.</summary>
    public string Username { get; set; } = "TelegramAI_local_bot";

    /// <summary>Where <c>chat.db</c> and the sent files are kept.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The largest file that is taken, in bytes. A Bot API server of one's own takes 2000 MB: https://core.telegram.org/bots/api#using-a-local-bot-api-server.</summary>
    public long UploadLimit { get; set; } = 2000L * 1024 * 1024;

    /// <summary>How many messages and edits one chat takes per second in the long run, before the answer is 429.</summary>
    public double MessagesPerSecond { get; set; } = 100;

    /// <summary>How many messages and edits one chat takes at once.</summary>
    public int Burst { get; set; } = 200;

    /// <summary>
    /// Holds the bot to what Telegram allows: 30 messages a second in all, one a second in a chat after a short burst, 20 a minute in a
    /// group: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.
    /// </summary>
    public bool TelegramLimits { get; set; }

    /// <summary>The wait after a first failed delivery to the webhook, in seconds; each later one doubles.</summary>
    public double WebhookRetrySeconds { get; set; } = 1;

    public TimeSpan WebhookRetryDelay => TimeSpan.FromSeconds(WebhookRetrySeconds);

    /// <summary>The longest wait between two deliveries of an update to the webhook, in seconds.</summary>
    public double MaxWebhookRetrySeconds { get; set; } = 60;

    public TimeSpan MaxWebhookRetryDelay => TimeSpan.FromSeconds(MaxWebhookRetrySeconds);

    internal long BotId => long.Parse(Token.AsSpan(0, Token.IndexOf(':', StringComparison.Ordinal)));
}

internal sealed partial class BotApiOptionsValidator : IValidateOptions<BotApiOptions>
{
    public ValidateOptionsResult Validate(string? name, BotApiOptions options)
    {
        var errors = new List<string>();
        if (!Token().IsMatch(options.Token))
            errors.Add("BotApi:Token is no bot token: it is a number, a colon, and at least 30 letters, digits, _ or -");

        if (string.IsNullOrWhiteSpace(options.Name) || string.IsNullOrWhiteSpace(options.Username))
            errors.Add("BotApi:Name and BotApi:Username must not be empty");

        if (string.IsNullOrWhiteSpace(options.DataFolder))
            errors.Add("BotApi:DataFolder must not be empty");

        if (options.UploadLimit < 1)
            errors.Add($"BotApi:UploadLimit is {options.UploadLimit}: at least one byte has to pass");

        if (options.MessagesPerSecond <= 0 || options.Burst < 1)
            errors.Add($"BotApi:MessagesPerSecond is {options.MessagesPerSecond} and BotApi:Burst {options.Burst}: at least one message has to pass");

        if (!(options.WebhookRetrySeconds > 0) || options.MaxWebhookRetrySeconds < options.WebhookRetrySeconds)
            errors.Add($"BotApi:WebhookRetrySeconds is {options.WebhookRetrySeconds}: it must be above 0 and not above BotApi:MaxWebhookRetrySeconds ({options.MaxWebhookRetrySeconds})");

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    [GeneratedRegex(@"^[1-9]\d{0,15}:[\w-]{30,100}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
