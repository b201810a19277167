using System.Collections.Concurrent;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Worker.Tests.Rig;

/// <summary>A chat that keeps what it is told, as Telegram does: messages by number, each text or video.</summary>
internal sealed class FakeChat : IChat
{
    private readonly ConcurrentDictionary<MessageId, FakeMessage> _messages = new();
    private int _last = 1000;

    /// <summary>Called before each call with its name; may throw or wait.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>An id that works no longer.</summary>
    public ChatFileId? Refuses { get; set; }

    public int Uploads { get; private set; }

    public IReadOnlyList<FakeMessage> Messages => [.. _messages.OrderBy(pair => pair.Key.Value).Select(pair => pair.Value)];

    public IReadOnlyList<FakeMessage> Videos => [.. Messages.Where(message => message.Video is not null)];

    public void Delete(MessageId message) => _messages.TryRemove(message, out _);

    public async Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default)
    {
        await Before("send", cancellationToken);
        var id = new MessageId(Interlocked.Increment(ref _last));
        _messages[id] = new FakeMessage(id, place.Chat, text.Text, Video: null, [text.Text]) { Thread = place.Thread, ReplyTo = place.ReplyTo, Cancels = text.Cancels, Silent = text.Silent };
        return id;
    }

    public async Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default)
    {
        await Before("edit", cancellationToken);
        Change(message, old => old with { Text = text.Text, Cancels = text.Cancels, History = [.. old.History, text.Text] });
    }

    public async Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default)
    {
        await Before("delete", cancellationToken);
        Delete(message);
    }

    public async Task<bool> IsOwnAsync(ChatId chat, MessageId message, JobId cancels, CancellationToken cancellationToken = default)
    {
        await Before("own", cancellationToken);
        if (!_messages.TryGetValue(message, out var found))
            return false;

        if (found.Cancels == cancels)
            return true;

        Change(message, old => old with { Cancels = null });
        return false;
    }

    public async Task<ChatFileId> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default)
    {
        await Before("show", cancellationToken);
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
            fileId = new ChatFileId($"file-{video.FileName}");
            Assert.Equal(video.Bytes, bytes.Length);
        }

        Change(message, old => old with { Video = video with { FileId = fileId }, Cancels = null });
        await Before("shown", cancellationToken);
        return fileId.Value;
    }

    private void Change(MessageId message, Func<FakeMessage, FakeMessage> change)
    {
        if (!_messages.TryGetValue(message, out var old))
            throw new ChatMessageGoneException("message to edit not found");

        _messages[message] = change(old);
    }
}

internal sealed record FakeMessage(MessageId Id, ChatId Chat, string Text, ChatVideo? Video, IReadOnlyList<string> History)
{
    public ThreadId? Thread { get; init; }

    public MessageId? ReplyTo { get; init; }

    /// <summary>The job that its button stops.</summary>
    public JobId? Cancels { get; init; }

    public bool Silent { get; init; }
}
