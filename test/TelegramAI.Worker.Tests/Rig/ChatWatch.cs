using System.Collections.Concurrent;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>Sees of all workers when a chat's first job was taken, when the chat first heard of it, and what Telegram refused.</summary>
internal sealed class ChatWatch(TimeProvider time)
{
    private readonly ConcurrentDictionary<ChatId, DateTimeOffset> _taken = new();
    private readonly ConcurrentDictionary<ChatId, DateTimeOffset> _replied = new();
    private readonly ConcurrentQueue<ChatRefusal> _refusals = new();

    public IReadOnlyCollection<ChatRefusal> Refusals => _refusals;

    /// <summary>How long each chat waited for its first reply after a worker had taken its first job.</summary>
    public IReadOnlyDictionary<ChatId, TimeSpan> FirstReplies =>
        _replied.ToDictionary(chat => chat.Key, chat => chat.Value - _taken[chat.Key]);

    public void Clear()
    {
        _taken.Clear();
        _replied.Clear();
        _refusals.Clear();
    }

    public Task SeeAsync(IReadOnlyList<QueueMessage> received)
    {
        foreach (var message in received)
            _taken.TryAdd(message.Chat!.Value, time.GetUtcNow());

        return Task.CompletedTask;
    }

    public IChat Over(IChat chat) => new WatchedChat(chat, this);

    private sealed class WatchedChat(IChat inner, ChatWatch watch) : IChat
    {
        public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default) => SeeAsync(
            "send",
            place.Chat,
            async () =>
            {
                var sent = await inner.SendAsync(place, text, cancellationToken);
                watch._replied.TryAdd(place.Chat, watch.Now);
                return sent;
            });

        public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default) => SeeAsync(
            "edit",
            chat,
            async () =>
            {
                await inner.EditAsync(chat, message, text, cancellationToken);
                return true;
            });

        public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
            inner.DeleteAsync(chat, message, cancellationToken);

        public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
            SeeAsync("take", chat, () => inner.TakeButtonsAsync(chat, message, cancellationToken));

        public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
            SeeAsync("show", chat, () => inner.ShowVideoAsync(chat, message, video, cancellationToken));

        private async Task<T> SeeAsync<T>(string call, ChatId chat, Func<Task<T>> make)
        {
            try
            {
                return await make();
            }
            catch (ChatBusyException busy)
            {
                watch._refusals.Enqueue(new ChatRefusal(call, chat, watch.Now, busy.RetryAfter));
                throw;
            }
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}

internal sealed record ChatRefusal(string Call, ChatId Chat, DateTimeOffset At, TimeSpan RetryAfter);
