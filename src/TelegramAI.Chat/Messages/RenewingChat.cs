using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Messages;

/// <summary>A chat on Telegram whose token is kept elsewhere: where Telegram refuses it, it is read again, and the call is made once more.</summary>
internal sealed class RenewingChat(IBotSecrets secrets, TelegramClients clients, TimeProvider time) : IChat, IChatMembers
{
    private volatile Bound? _bound;

    public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default) =>
        CallAsync(telegram => telegram.SendAsync(place, text, cancellationToken), cancellationToken);

    public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default) =>
        CallAsync(
            async telegram =>
            {
                await telegram.EditAsync(chat, message, text, cancellationToken);
                return message;
            },
            cancellationToken);

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        CallAsync(
            async telegram =>
            {
                await telegram.DeleteAsync(chat, message, cancellationToken);
                return message;
            },
            cancellationToken);

    public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        CallAsync(telegram => telegram.TakeButtonsAsync(chat, message, cancellationToken), cancellationToken);

    public Task<bool> IsAdministratorAsync(ChatId chat, UserId user, CancellationToken cancellationToken = default) =>
        CallAsync(telegram => telegram.IsAdministratorAsync(chat, user, cancellationToken), cancellationToken);

    public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
        CallAsync(telegram => telegram.ShowVideoAsync(chat, message, video, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(Func<TelegramChat, Task<T>> call, CancellationToken cancellationToken)
    {
        var bound = Bind(await secrets.GetAsync(cancellationToken));
        try
        {
            return await call(bound.Chat);
        }
        catch (ChatUnavailableException exception) when (TelegramFailure.IsTokenRefused(exception.InnerException))
        {
            var renewed = await secrets.RefreshAsync(bound.Secret, cancellationToken);
            if (renewed == bound.Secret)
                throw;

            return await call(Bind(renewed).Chat);
        }
    }

    private Bound Bind(BotSecret secret)
    {
        if (_bound is { } bound && bound.Secret == secret)
            return bound;

        return _bound = new Bound(secret, new TelegramChat(clients.Create(secret.Token), time));
    }

    private sealed record Bound(BotSecret Secret, TelegramChat Chat);
}
