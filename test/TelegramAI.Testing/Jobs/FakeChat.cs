using System.Collections.Concurrent;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Testing.Jobs;

/// <summary>A chat that keeps what it is told, as Telegram does: messages by number, each text or video.</summary>
public sealed class FakeChat : IChat
{
    private readonly ConcurrentDictionary<MessageId, FakeMessage> _messages = new();
    private readonly ConcurrentQueue<MessageId> _notifications = new();
    private int _last = 1000;

    /// <summary>Called before each call with its name; may throw or wait.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before each call with its name and its chat; may throw or wait.</summary>
    public Func<string, ChatId, Task> BeforeIn { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>An id that works no longer.</summary>
    public ChatFileId? Refuses { get; set; }

    public int Uploads { get; private set; }

    public IReadOnlyList<FakeMessage> Messages => [.. _messages.OrderBy(pair => pair.Key.Value).Select(pair => pair.Value)];

    /// <summary>The messages that a phone told of.</summary>
    public IReadOnlyList<MessageId> Notifications => [.. _notifications];

    public IReadOnlyList<FakeMessage> Videos => [.. Messages.Where(message => message.Video is not null)];

    /// <summary>Cancels whoever makes a call of a name for the so-manyth time, which then never ends. Later calls are made as before.</summary>
    public void KillAt(string call, int number, CancellationTokenSource kill)
    {
        var calls = 0;
        Before = async (name, _) =>
        {
            if (!string.Equals(name, call, StringComparison.Ordinal) || ++calls != number)
                return;

            Before = (_, _) => Task.CompletedTask;
            await kill.CancelAsync();
            await Task.Delay(Timeout.Infinite, kill.Token);
        };
    }

    /// <summary>The bot's other chats have some messages, which are numbered together with those of this one.</summary>
    public void PassNumbers(int count) => Interlocked.Add(ref _last, count);

    public void Delete(MessageId message) => _messages.TryRemove(message, out _);

    public async Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default)
    {
        await CallAsync("send", place.Chat, cancellationToken);
        var id = new MessageId(Interlocked.Increment(ref _last));
        _messages[id] = new FakeMessage(id, place.Chat, text.Text, Video: null, [text.Text]) { Cancels = text.Cancels, OffersRetry = text.OffersRetry, ReplyTo = place.ReplyTo };
        if (!text.Silent)
            _notifications.Enqueue(id);

        await CallAsync("sent", place.Chat, cancellationToken);
        return id;
    }

    public async Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default)
    {
        await CallAsync("delete", chat, cancellationToken);
        Delete(message);
        await CallAsync("deleted", chat, cancellationToken);
    }

    public async Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default)
    {
        await CallAsync("take", chat, cancellationToken);
        if (!_messages.TryGetValue(message, out var found) || found is { Cancels: null, OffersRetry: false })
            return false;

        Change(message, old => old with { Cancels = null, OffersRetry = false });
        await CallAsync("taken", chat, cancellationToken);
        return true;
    }

    public async Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default)
    {
        await CallAsync("edit", chat, cancellationToken);
        Change(message, old => old.Video is not null
            ? throw new ChatMessageHasMediaException("there is no text in the message to edit")
            : old with { Text = text.Text, History = [.. old.History, text.Text], Cancels = text.Cancels, OffersRetry = text.OffersRetry });
    }

    public async Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default)
    {
        await CallAsync("show", chat, cancellationToken);
        if (!_messages.ContainsKey(message))
            throw new ChatMessageGoneException("message to edit not found");

        var fileId = video.FileId;
        if (fileId is not null && fileId == Refuses)
            throw new ChatFileGoneException("wrong file identifier");

        if (fileId is null)
        {
            Uploads++;
            using var bytes = new MemoryStream();
            await using (var content = await video.OpenAsync(cancellationToken))
                await content.CopyToAsync(bytes, cancellationToken);
            await CallAsync("uploaded", chat, cancellationToken);
            fileId = new ChatFileId($"file-{video.FileName}");
            Assert.Equal(video.Bytes, bytes.Length);
        }

        Change(message, old => old with { Video = video with { FileId = fileId }, Cancels = null, OffersRetry = false });
        await CallAsync("shown", chat, cancellationToken);
        return fileId.Value;
    }

    private async Task CallAsync(string name, ChatId chat, CancellationToken cancellationToken)
    {
        await BeforeIn(name, chat);
        await Before(name, cancellationToken);
    }

    private void Change(MessageId message, Func<FakeMessage, FakeMessage> change)
    {
        // One after the other, as Telegram does: an edit of text never undoes a video.
        lock (_messages)
        {
            if (!_messages.TryGetValue(message, out var old))
                throw new ChatMessageGoneException("message to edit not found");

            _messages[message] = change(old);
        }
    }
}

public sealed record FakeMessage(MessageId Id, ChatId Chat, string Text, ChatVideo? Video, IReadOnlyList<string> History)
{
    public JobId? Cancels { get; init; }

    public bool OffersRetry { get; init; }

    public MessageId? ReplyTo { get; init; }
}
