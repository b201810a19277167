using System.Globalization;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Messages;

/// <summary>
/// A file's id is good for the bot only that got it, so it is kept with that bot's number: <c>123456:BAACAgI…</c>.
/// https://core.telegram.org/bots/api#sending-files
/// </summary>
internal static class BotFileId
{
    public static ChatFileId Of(long bot, string fileId) => new(string.Create(CultureInfo.InvariantCulture, $"{bot}:{fileId}"));

    /// <summary>The id as Telegram knows it; null where it is another bot's.</summary>
    public static string? Of(long bot, ChatFileId file) => Split(file) switch
    {
        (null, var id) => id,
        var (owner, id) => owner == bot ? id : null,
    };

    /// <summary>Whether it is surely this bot's: an id of an earlier version says nothing of its bot.</summary>
    public static bool IsSurelyOf(long bot, ChatFileId file) => Split(file).Bot == bot;

    /// <summary>The bot of a token, which begins with its number; null where it is no token.</summary>
    public static long? BotOf(string token) =>
        token.IndexOf(':', StringComparison.Ordinal) is var end and > 0 && long.TryParse(token.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var bot)
            ? bot
            : null;

    private static (long? Bot, string Id) Split(ChatFileId file) => BotOf(file.Value) is { } bot ? (bot, file.Value[(file.Value.IndexOf(':', StringComparison.Ordinal) + 1)..]) : (null, file.Value);
}
