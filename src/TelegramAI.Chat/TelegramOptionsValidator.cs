using Microsoft.Extensions.Options;

namespace TelegramAI.Chat;

/// <summary>Names every error of the section at once, with the value (never the secrets) and the reason.</summary>
internal sealed class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    private const int MinSecretLength = 20;

    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Errors(TelegramOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Token))
        {
            if (string.IsNullOrWhiteSpace(options.SecretId))
                yield return "Telegram:Token is missing: get one from @BotFather";
        }
        else if (!IsToken(options.Token))
            yield return "Telegram:Token does not look like a bot's token, which is a number, a colon and at least 20 letters, digits, '_' or '-'";

        if (options.BaseUrl is { } baseUrl && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            yield return $"Telegram:BaseUrl is '{baseUrl}', which is no http or https address";

        foreach (var id in options.AllowedUsers.Where(id => id is not TelegramOptions.Everybody && !TelegramOptions.IsId(id)))
            yield return $"Telegram:AllowedUsers has '{id}', which is no id: a person's is a positive number, a chat's a negative one, and '*' is everybody";

        foreach (var id in options.Admins.Where(id => !TelegramOptions.IsUser(id)))
            yield return $"Telegram:Admins has '{id}', which is no user's id: those are positive numbers";
    }

    private static bool IsToken(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && long.TryParse(token.AsSpan(0, colon), System.Globalization.NumberStyles.None, provider: null, out _)
            && token.Length - colon - 1 >= MinSecretLength
            && token.Skip(colon + 1).All(IsSecretCharacter);
    }

    private static bool IsSecretCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
