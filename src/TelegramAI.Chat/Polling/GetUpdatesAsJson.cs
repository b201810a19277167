using System.Text.Json;
using Telegram.Bot.Requests;

namespace TelegramAI.Chat.Polling;

/// <summary>
/// Asks for updates as they are. The library reads a whole batch or nothing, so one update that it can't read would hold up all others.
/// https://core.telegram.org/bots/api#getupdates
/// </summary>
internal sealed class GetUpdatesAsJson() : RequestBase<JsonElement[]>("getUpdates")
{
    /// <summary>The first update wanted. All before it are confirmed, and never come again.</summary>
    public long? Offset { get; init; }

    public int? Limit { get; init; }

    /// <summary>How long Telegram holds the request while there is none, in seconds.</summary>
    public int Timeout { get; init; }

    public IEnumerable<string> AllowedUpdates { get; init; } = ["message", "callback_query"];
}
