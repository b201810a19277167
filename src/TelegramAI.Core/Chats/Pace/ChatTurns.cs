using System.Collections.Concurrent;
using System.Text.Json;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// Whose turn it is in a chat, for all workers: each takes its turns in the chat's document by compare-and-swap. What this process has seen of
/// it is remembered, so an undisturbed worker reads it once and then only writes; others can only have taken more, so a turn that looks too far
/// away is too far away.
/// </summary>
/// <param name="documents">Where the turns are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="owner">Whoever alone uses the documents: then no other process is to know of the turns.</param>
public sealed class ChatTurns(IDocumentStore documents, TimeProvider time, SoleOwner? owner = null)
{
    /// <summary>So often another worker may be quicker.</summary>
    private const int MostAttempts = 20;

    private const int MostKnown = 1000;

    private readonly ConcurrentDictionary<ChatId, Known> _known = new();

    public static string PathOf(ChatId chat) => $"jobs/{chat}/turns.json";

    /// <summary>Takes the chat's next turn.</summary>
    /// <returns>When it is.</returns>
    /// <exception cref="ChatBusyException">It is too far away to be waited for.</exception>
    internal async Task<DateTimeOffset> TakeAsync(ChatId chat, CancellationToken cancellationToken)
    {
        DateTimeOffset turn = default;
        DateTimeOffset? promised = null;
        try
        {
            await ChangeAsync(
                chat,
                known =>
                {
                    var now = time.GetUtcNow();
                    turn = known.Next(chat, now);
                    var changed = turn - now > ChatGate.ShortPause ? known.Promise(chat, turn) : known.With(turn);
                    promised = changed.Promised == known.Promised ? null : changed.Promised;
                    return changed;
                },
                MostAttempts,
                cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // Others were quicker each time. The chat's own answer has to do.
        }

        return promised is { } back ? throw new ChatBusyException(back - time.GetUtcNow()) { IsOwnPace = true } : turn;
    }

    /// <summary>Takes a turn for now, if the chat can spare one.</summary>
    /// <returns>Nothing where the turn is taken; else how long to wait before asking again.</returns>
    internal async Task<TimeSpan> TryTakeAsync(ChatId chat, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.Zero;
        try
        {
            await ChangeAsync(
                chat,
                known =>
                {
                    var now = time.GetUtcNow();
                    wait = known.NextSpare(chat, now) - now;
                    return wait <= TimeSpan.Zero ? known.With(now) : known;
                },
                attempts: 1,
                cancellationToken);
            return wait;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Others have turns to take, or the documents are away: what may be left out is left out.
            return ChatGate.ShortPause;
        }
    }

    /// <summary>Gives no turn in a chat for some time, to any worker.</summary>
    internal async Task PauseAsync(ChatId chat, TimeSpan pause, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + pause;
        try
        {
            await ChangeAsync(chat, known => known.Pause(until), MostAttempts, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Others learn it from the chat.
        }
    }

    private static TakenTurns Read(StoredDocument? document)
    {
        try
        {
            return document is null ? TakenTurns.None : JsonSerializer.Deserialize(document.Content.Span, LedgerJson.Default.TakenTurns) ?? TakenTurns.None;
        }
        catch (JsonException)
        {
            // Turns are of a minute's worth.
            return TakenTurns.None;
        }
    }

    private async Task<TakenTurns> ChangeAsync(ChatId chat, Func<TakenTurns, TakenTurns> change, int attempts, CancellationToken cancellationToken)
    {
        var known = Find(chat);
        await known.Gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (owner is null && known.IsStale)
                    await ReadAsync(chat, known, cancellationToken);

                var changed = change(known.Turns);
                if (owner is null && changed != known.Turns && !await TryWriteAsync(chat, known, changed, cancellationToken))
                {
                    if (attempt >= attempts)
                        throw new DocumentConflictException(PathOf(chat));

                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10 * attempt)), time, cancellationToken);
                    continue;
                }

                return known.Turns = changed;
            }
        }
        finally
        {
            known.Gate.Release();
        }
    }

    private async Task ReadAsync(ChatId chat, Known known, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(PathOf(chat), cancellationToken);
        (known.Turns, known.Version, known.IsStale) = (Read(document), document?.Version, false);
    }

    private async Task<bool> TryWriteAsync(ChatId chat, Known known, TakenTurns turns, CancellationToken cancellationToken)
    {
        known.IsStale = true;
        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(turns, LedgerJson.Default.TakenTurns);
            known.Version = await documents.PutAsync(PathOf(chat), content, known.Version, cancellationToken);
            known.IsStale = false;
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
    }

    private Known Find(ChatId chat)
    {
        // One that is in use and forgotten all the same is only read again.
        if (_known.Count > MostKnown)
            _known.Clear();

        return _known.GetOrAdd(chat, _ => new Known());
    }

    /// <summary>What this process knows of a chat's turns.</summary>
    private sealed class Known
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public TakenTurns Turns { get; set; } = TakenTurns.None;

        public string? Version { get; set; }

        public bool IsStale { get; set; } = true;
    }
}
