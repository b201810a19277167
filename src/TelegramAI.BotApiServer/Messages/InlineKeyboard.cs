using System.Text;
using System.Text.Json.Serialization;
using TelegramAI.BotApiServer.Calls;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>The buttons under a message, in rows.</summary>
public sealed record InlineKeyboard
{
    // https://core.telegram.org/bots/api#inlinekeyboardbutton
    private const int MostDataBytes = 64;

    [JsonPropertyName("inline_keyboard")]
    public IReadOnlyList<IReadOnlyList<InlineButton>>? Rows { get; init; }

    [JsonIgnore]
    internal IEnumerable<InlineButton> Buttons => Rows?.SelectMany(row => row) ?? [];

    internal bool Offers(string callbackData) =>
        Buttons.Any(button => string.Equals(button.CallbackData, callbackData, StringComparison.Ordinal));

    /// <summary>The keyboard of a call; null where it has none, or one without buttons, which takes the old one away.</summary>
    /// <exception cref="BotApiException">A button is none.</exception>
    internal static InlineKeyboard? Of(BotCall call)
    {
        var keyboard = call.Object<InlineKeyboard>("reply_markup");
        if (keyboard is null || !keyboard.Buttons.Any())
            return null;

        foreach (var button in keyboard.Buttons)
        {
            if (string.IsNullOrWhiteSpace(button.Text))
                throw BotApiException.BadRequest("can't parse inline keyboard button: Field \"text\" must be of type String");

            if (button is { CallbackData: null, Url: null, WebApp: null })
                throw BotApiException.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");

            if (button.CallbackData is { } data && Encoding.UTF8.GetByteCount(data) is 0 or > MostDataBytes)
                throw BotApiException.BadRequest("BUTTON_DATA_INVALID");
        }

        return keyboard;
    }
}

/// <summary>A button: it calls the bot back with its data, opens an address, or opens a Mini App.</summary>
public sealed record InlineButton
{
    public string? Text { get; init; }

    public string? CallbackData { get; init; }

    public string? Url { get; init; }

    public WebAppInfo? WebApp { get; init; }
}

public sealed record WebAppInfo(string Url);
