using Microsoft.Extensions.Options;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Bot;

/// <summary>Which bot this is, by the token that it has now.</summary>
/// <param name="options">Where the token is, or</param>
/// <param name="secrets">where the host keeps it.</param>
public sealed class BotIdentity(IOptions<TelegramOptions> options, IBotSecrets? secrets = null)
{
    /// <summary>Telegram's number of the bot; null where the token is none.</summary>
    public async ValueTask<long?> GetAsync(CancellationToken cancellationToken = default) =>
        BotFileId.BotOf(secrets is null ? options.Value.Token : (await secrets.GetAsync(cancellationToken)).Token);
}
