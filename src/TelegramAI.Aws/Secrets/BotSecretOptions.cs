using Microsoft.Extensions.Options;

namespace TelegramAI.Aws.Secrets;

/// <summary>Which secret has the bot's token (section <c>Telegram</c>).</summary>
public sealed class BotSecretOptions
{
    public const string Section = "Telegram";

    /// <summary>The secret's name or ARN in Secrets Manager.</summary>
    public string SecretId { get; set; } = "";
}

/// <summary>Says every error of <see cref="BotSecretOptions"/> at once.</summary>
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
