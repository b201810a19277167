using System.Collections.Concurrent;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Tests.Rig;

/// <summary>A chat that keeps what the bot itself shows in it.</summary>
public sealed class MemoryChat : IChat
{
    private readonly ConcurrentDictionary<MessageId, ChatPlace> _places = new();
    private readonly ConcurrentDictionary<MessageId, ChatText> _texts = new();
    private int _last = 100;

    public ConcurrentQueue<(ChatPlace Place, ChatVideo Video)> Videos { get; } = new();

    /// <summary>What the next call is refused with, once.</summary>
    public ChatException? Refusal { get; set; }

    /// <summary>What the next message is refused with, once.</summary>
    public ChatException? SendRefusal { get; set; }

    public int Messages => _places.Count;

    /// <summary>What was said by messages that are there, the oldest first.</summary>
    public IReadOnlyList<(ChatPlace Place, ChatText Text)> Texts => [.. _places.OrderBy(place => place.Key.Value).Select(place => (place.Value, _texts[place.Key]))];

    public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default)
    {
        if (SendRefusal is { } refusal)
        {
            SendRefusal = null;
            throw refusal;
        }

        var id = new MessageId(Interlocked.Increment(ref _last));
        (_texts[id], _places[id]) = (text, place);
        return Task.FromResult(id);
    }

    public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default)
    {
        if (Refusal is { } refusal)
        {
            Refusal = null;
            throw refusal;
        }

        Videos.Enqueue((_places[message], video));
        return Task.FromResult(video.FileId);
    }

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default)
    {
        _places.TryRemove(message, out _);
        return Task.CompletedTask;
    }

    public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) => Task.FromResult(false);
}
