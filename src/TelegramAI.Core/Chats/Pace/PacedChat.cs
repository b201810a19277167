namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// Speaks when it is the caller's turn, in the chat and among all that the bot sends, so that the whole fleet stays within Telegram's limits.
/// A turn that is seconds away is waited for; one further away is the caller's to decide about, as a chat's own long pause is. What may be
/// left out takes no turn that somebody else needs.
/// </summary>
/// <remarks>
/// Telegram speaks of messages. Edits are refused in the same way, so they take turns as well; deletions are not known to be counted.
/// </remarks>
public sealed class PacedChat(IChat inner, ChatTurns turns, BotPace pace, TimeProvider time) : IChat
{
    /// <summary>A chat that asks for more than this means itself.</summary>
    private static readonly TimeSpan LongestOfBot = TimeSpan.FromMinutes(1);

    public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default) => CallAsync(
        place.Chat,
        text.Silent ? CallUrgency.FirstReply : CallUrgency.Result,
        () => inner.SendAsync(place, text, cancellationToken),
        cancellationToken,

        // What the phone tells of becomes the video with the next call.
        andNext: !text.Silent);

    public async Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default)
    {
        async Task<bool> EditAsync()
        {
            await inner.EditAsync(chat, message, text, cancellationToken);
            return true;
        }

        if (text.IsOptional)
            await CallAsync(chat, await TakeSpareTurnAsync(chat, cancellationToken), EditAsync, cancellationToken);
        else
            await CallAsync(chat, CallUrgency.Result, EditAsync, cancellationToken);
    }

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        inner.DeleteAsync(chat, message, cancellationToken);

    /// <summary>Takes no turn: it is asked of many messages in a row of which hardly one is there, and a refusal is waited out as any other.</summary>
    public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        inner.TakeButtonsAsync(chat, message, cancellationToken);

    public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
        CallAsync(chat, CallUrgency.Result, () => inner.ShowVideoAsync(chat, message, video, cancellationToken), cancellationToken);

    private async Task<T> CallAsync<T>(
        ChatId chat, CallUrgency urgency, Func<Task<T>> call, CancellationToken cancellationToken, bool andNext = false) =>
        await CallAsync(chat, await TakeTurnAsync(chat, urgency, andNext, cancellationToken), call, cancellationToken);

    private async Task<T> CallAsync<T>(ChatId chat, BotTurn turn, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            using (turn)
                return await call();
        }
        catch (ChatBusyException busy)
        {
            if (busy.RetryAfter <= LongestOfBot)
                pace.Refused(chat);

            // A long pause has a document of its own.
            if (busy.RetryAfter <= ChatGate.ShortPause)
                await turns.PauseAsync(chat, busy.RetryAfter, cancellationToken);

            throw;
        }
    }

    /// <summary>The chat's turn is taken when this process may speak: one that is used later than it was taken for would meet the next.</summary>
    private async Task<BotTurn> TakeTurnAsync(ChatId chat, CallUrgency urgency, bool andNext, CancellationToken cancellationToken)
    {
        var turn = await pace.WaitAsync(urgency, cancellationToken);
        TimeSpan wait;
        try
        {
            wait = await turns.TakeAsync(chat, andNext, cancellationToken) - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
                return turn;
        }
        catch
        {
            pace.GiveBack(turn);
            throw;
        }

        pace.GiveBack(turn);
        await Task.Delay(wait, time, cancellationToken);
        return await pace.WaitAsync(CallUrgency.ChatsTurn, cancellationToken);
    }

    private async Task<BotTurn> TakeSpareTurnAsync(ChatId chat, CancellationToken cancellationToken)
    {
        if (await turns.TryTakeAsync(chat, cancellationToken) is var wait && wait > TimeSpan.Zero)
            throw new ChatBusyException(wait) { IsOwnPace = true };

        var (turn, left) = pace.TryTake();
        return turn ?? throw new ChatBusyException(left) { IsOwnPace = true };
    }
}
