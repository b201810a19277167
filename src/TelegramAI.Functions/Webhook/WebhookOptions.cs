using Microsoft.Extensions.Options;

namespace TelegramAI.Functions.Webhook;

/// <summary>The webhook of this stack (section <c>Webhook</c>).</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhook";

    /// <summary>Where Telegram sends this stack's updates.</summary>
    public string Url { get; set; } = "";

    /// <summary>How many updates Telegram may deliver at a time.</summary>
    public int MaxConnections { get; set; } = 40;
}

/// <summary>Names every error of <see cref="WebhookOptions"/> at once.</summary>
public sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            errors.AddError($"{WebhookOptions.Section}:Url is '{options.Url}': it must be the http or https address of the bot");

        // https://core.telegram.org/bots/api#setwebhook
        if (options.MaxConnections is < 1 or > 100)
            errors.AddError($"{WebhookOptions.Section}:MaxConnections is {options.MaxConnections}: it must be 1 to 100");

        return errors.Build();
    }
}
