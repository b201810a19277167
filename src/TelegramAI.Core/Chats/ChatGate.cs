using System.Collections.Concurrent;
using System.Text.Json;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Chats;

/// <summary>
/// Which chats have asked for a pause, and until when. A pause is known to every job of the chat in every worker, so that none of them
/// asks again before its end. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </summary>
public sealed class ChatGate(IDocumentStore documents, TimeProvider time)
{
    /// <summary>A pause up to this long is waited out where it is met: handing the job back would take as long.</summary>
    public static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ChatId, DateTimeOffset> _closed = new();

    public static string PathOf(ChatId chat) => $"jobs/{chat}/pause.json";

    /// <summary>For how long the chat is closed, as far as this process knows; zero or less where it is open.</summary>
    public TimeSpan ClosedFor(ChatId chat) => _closed.TryGetValue(chat, out var until) ? until - time.GetUtcNow() : TimeSpan.Zero;

    /// <summary>For how long the chat is closed, as far as any worker knows; zero or less where it is open.</summary>
    public async Task<TimeSpan> FindPauseAsync(ChatId chat, CancellationToken cancellationToken = default)
    {
        if (ClosedFor(chat) is var known && known > TimeSpan.Zero)
            return known;

        if (Read(await documents.GetAsync(PathOf(chat), cancellationToken)) is { } pause)
            Close(chat, pause.Until);
        return ClosedFor(chat);
    }

    /// <summary>Closes the chat for all workers where the pause is long, and for this process in any case.</summary>
    public async Task CloseAsync(ChatId chat, TimeSpan pause, CancellationToken cancellationToken = default)
    {
        var until = time.GetUtcNow() + pause;
        Close(chat, until);
        if (pause <= ShortPause)
            return;

        var known = await documents.GetAsync(PathOf(chat), cancellationToken);
        if (Read(known)?.Until >= until)
            return;

        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(new ChatPause(until), LedgerJson.Default.ChatPause);
            await documents.PutAsync(PathOf(chat), content, known?.Version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // Another worker was told the same.
        }
    }

    /// <remarks>One that can't be read is said again by the chat.</remarks>
    private static ChatPause? Read(StoredDocument? document) => document?.Read(LedgerJson.Default.ChatPause);

    private void Close(ChatId chat, DateTimeOffset until)
    {
        foreach (var (old, end) in _closed)
        {
            if (end <= time.GetUtcNow())
                _closed.TryRemove(KeyValuePair.Create(old, end));
        }

        _closed.AddOrUpdate(chat, until, (_, known) => known > until ? known : until);
    }
}

/// <param name="Until">When the chat may be spoken to again.</param>
internal sealed record ChatPause(DateTimeOffset Until);
