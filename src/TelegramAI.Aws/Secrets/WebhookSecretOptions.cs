using Microsoft.Extensions.Options;

namespace TelegramAI.Aws.Secrets;

/// <summary>What a program that serves or sets the webhook can't do without (section <c>Telegram</c>).</summary>
public sealed class WebhookSecretOptions
{
    /// <summary>See <see cref="BotSecretOptions.WebhookSecretId"/>.</summary>
    public string WebhookSecretId { get; set; } = "";
}

/// <summary>Reports every error of <see cref="WebhookSecretOptions"/> at once.</summary>
public sealed class WebhookSecretOptionsValidator : IValidateOptions<WebhookSecretOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookSecretOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.WebhookSecretId))
            errors.AddError($"{BotSecretOptions.Section}:WebhookSecretId is missing: it must name the secret that Telegram proves itself with");

        return errors.Build();
    }
}
