using Microsoft.Extensions.Options;

namespace TelegramAI.Aws.Secrets;

/// <summary>Which secrets are the bot's (section <c>Telegram</c>).</summary>
public sealed class BotSecretOptions
{
    public const string Section = "Telegram";

    /// <summary>The name or ARN, in Secrets Manager, of the secret that holds the token.</summary>
    public string SecretId { get; set; } = "";

    /// <summary>The name or ARN of the secret that Telegram proves itself with to the webhook; null for a program that serves no webhook.</summary>
    public string? WebhookSecretId { get; set; }
}

/// <summary>Reports every error of <see cref="BotSecretOptions"/> at once.</summary>
public sealed class BotSecretOptionsValidator : IValidateOptions<BotSecretOptions>
{
    public ValidateOptionsResult Validate(string? name, BotSecretOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.SecretId))
            errors.AddError($"{BotSecretOptions.Section}:SecretId is missing: it must name the secret that holds the bot's token");

        return errors.Build();
    }
}
