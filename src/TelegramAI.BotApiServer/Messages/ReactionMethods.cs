using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>A bot's emoji on a message, which notifies nobody in a group: https://core.telegram.org/bots/api#setmessagereaction.</summary>
internal sealed class ReactionMethods(ChatDatabase database) : IBotMethods
{
    // https://core.telegram.org/bots/api#reactiontypeemoji
    private const string Allowed =
        "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 "
        + "😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡";

    private static readonly HashSet<string> Emojis = new(Allowed.Split(' '), StringComparer.Ordinal);

    public IEnumerable<(string Name, BotMethod Run)> Methods => [("setMessageReaction", SetAsync)];

    private async Task<object> SetAsync(BotCall call, CancellationToken cancellationToken)
    {
        var reactions = call.Object<List<Reaction>>("reaction") ?? [];
        if (reactions.Count > 1)
            throw BotApiException.BadRequest("REACTIONS_TOO_MANY");

        // Telegram takes an emoji with its variation selector too.
        var emoji = reactions is [var only] ? only.Emoji?.TrimEnd('\uFE0F') ?? "" : null;
        if (emoji is not null && (reactions[0].Type is not "emoji" || !Emojis.Contains(emoji)))
            throw BotApiException.BadRequest("REACTION_INVALID");

        return await database.WriteAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                return transaction.SetReaction(call.Chat, call.Message, emoji) ? true : throw BotApiException.BadRequest("message to react not found");
            },
            cancellationToken);
    }

    private sealed record Reaction(string? Type, string? Emoji);
}
