using System.Text.Json;

namespace TelegramAI.Aws.Secrets;

/// <summary>What the bot's secret holds: <c>{"token":"…"}</c>.</summary>
internal static class BotSecretJson
{
    /// <exception cref="FormatException">It is not what it must be; the message goes on from the secret's name, and quotes nothing.</exception>
    public static string ReadToken(string? text)
    {
        if (text is null)
            throw new FormatException("holds bytes, and must hold text");

        using var document = TryParse(text);
        return document?.RootElement.ValueKind is JsonValueKind.Object
            ? Text(document.RootElement, "token")
            : throw new FormatException("is no JSON object");
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // What the parser says may quote the text.
            return null;
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"has no '{name}'");
}
