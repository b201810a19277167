using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Profile;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Messages;

/// <summary>Deleting of messages, as far as a bot may: https://core.telegram.org/bots/api#deletemessage.</summary>
internal sealed class DeletionMethods(ChatDatabase database, BotProfile bot, TimeProvider time) : IBotMethods
{
    private const int MostMessages = 100;

    private static readonly TimeSpan LongestDeletable = TimeSpan.FromHours(48);

    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("deleteMessage", DeleteAsync),
        ("deleteMessages", DeleteSeveralAsync),
    ];

    private async Task<object> DeleteAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                var message = transaction.FindMessage(call.Chat, call.Message) ?? throw BotApiException.BadRequest("message to delete not found");
                if (!MayDelete(transaction, message))
                    throw BotApiException.BadRequest("message can't be deleted");

                if (IsTooOld(message))
                    throw BotApiException.BadRequest("message can't be deleted for everyone");

                return transaction.DeleteMessage(call.Chat, call.Message);
            },
            cancellationToken);

    // Those that are not there, or not to be deleted, are passed over: https://core.telegram.org/bots/api#deletemessages.
    private async Task<object> DeleteSeveralAsync(BotCall call, CancellationToken cancellationToken)
    {
        var ids = call.Object<List<int>>("message_ids") ?? [];
        if (ids.Count is 0 or > MostMessages)
            throw BotApiException.BadRequest(ids.Count == 0 ? "message identifiers are not specified" : "too many message identifiers specified");

        return await database.WriteAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                foreach (var id in ids.Select(id => new Core.Chats.MessageId(id)))
                {
                    if (transaction.FindMessage(call.Chat, id) is { } message && MayDelete(transaction, message) && !IsTooOld(message))
                        transaction.DeleteMessage(call.Chat, id);
                }

                return true;
            },
            cancellationToken);
    }

    private bool MayDelete(ChatTransaction transaction, Message message)
    {
        if (transaction.Group(new(message.Chat.Id))?.Rights.DeleteMessages is true)
            return true;

        return !message.IsService && (message.Chat.IsPrivate || message.From.Id == bot.User.Id);
    }

    private bool IsTooOld(Message message) => time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(message.Date) > LongestDeletable;
}
