using System.Collections.Concurrent;
using System.Threading.Channels;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Waiting;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>Something that is shown in a chat as it happens and kept nowhere.</summary>
/// <param name="Name">What it is: <c>action</c>, <c>answer</c>, <c>bot</c>, or <c>changed</c> where messages changed.</param>
/// <param name="Data">What goes with it, as JSON can have it.</param>
public sealed record ChatEvent(string Name, object? Data = null)
{
    /// <summary>Messages of the chat changed: read them.</summary>
    public static ChatEvent Changed { get; } = new("changed");
}

/// <summary>Tells those who look at a chat what happens in it, and those who wait for updates that there are some.</summary>
public sealed class ChatEvents
{
    // Whoever reads this slowly sees the newest; messages are read from the database, so none of them is lost.
    private static readonly BoundedChannelOptions Recent = new(64) { FullMode = BoundedChannelFullMode.DropOldest };

    private readonly ConcurrentDictionary<Channel<ChatEvent>, ChatId> _watchers = [];

    internal Signal Updates { get; } = new();

    /// <summary>Listens to a chat until disposed.</summary>
    public ChatWatch Watch(ChatId chat)
    {
        var channel = Channel.CreateBounded<ChatEvent>(Recent);
        _watchers[channel] = chat;
        return new ChatWatch(channel.Reader, () => _watchers.TryRemove(channel, out _));
    }

    internal void MarkChanged(ChatId chat) => Publish(chat, ChatEvent.Changed);

    internal void Publish(ChatId chat, ChatEvent chatEvent)
    {
        foreach (var (channel, watched) in _watchers)
        {
            if (watched == chat)
                channel.Writer.TryWrite(chatEvent);
        }
    }

    internal void PublishToAll(ChatEvent chatEvent)
    {
        foreach (var (channel, _) in _watchers)
            channel.Writer.TryWrite(chatEvent);
    }
}

/// <summary>One listener to a chat.</summary>
public sealed class ChatWatch : IDisposable
{
    private readonly Action _stop;

    internal ChatWatch(ChannelReader<ChatEvent> events, Action stop) => (Events, _stop) = (events, stop);

    /// <summary>What happens from now on.</summary>
    public ChannelReader<ChatEvent> Events { get; }

    public void Dispose() => _stop();
}
