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

    /// <summary>How far apart two turns may be that are taken together.</summary>
    private static readonly TimeSpan MostBetween = TimeSpan.FromSeconds(3);

    /// <summary>How much later than its time a kept turn may be used: whoever has the next one does not know of it.</summary>
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(0.7);

    /// <summary>What may be left out is not worth knowing better than this who else speaks.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<ChatId, Known> _known = new();

    public static string PathOf(ChatId chat) => $"jobs/{chat}/turns.json";

    /// <summary>Takes the chat's next turn.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="andNext">Takes the turn after it as well, in the same write: the next call here has it.</param>
    /// <param name="cancellationToken">Takes none.</param>
    /// <returns>When it is.</returns>
    /// <exception cref="ChatBusyException">It is too far away to be waited for.</exception>
    internal async Task<DateTimeOffset> TakeAsync(ChatId chat, bool andNext, CancellationToken cancellationToken)
    {
        if (Find(chat).Redeem(time.GetUtcNow()) is { } kept)
            return kept;

        DateTimeOffset turn = default;
        DateTimeOffset? following = null;
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
                    following = andNext && promised is null && changed.Next(chat, turn) is var next && next - turn <= MostBetween ? next : null;
                    return following is { } second ? changed.With(second) : changed;
                },
                MostAttempts,
                cancellationToken);
            Find(chat).Following = following;
        }
        catch (DocumentConflictException)
        {
            // Others were quicker each time. The chat's own answer has to do.
        }

        return promised is { } back ? throw new ChatBusyException(back - time.GetUtcNow()) { IsOwnPace = true } : turn;
    }

    /// <summary>
    /// Takes a turn for now, if the chat can spare one. In a private chat where nobody else has spoken for a minute it is not written down:
    /// the next turn that is written tells of it, and a worker that comes meanwhile finds room for the two of them.
    /// </summary>
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
                cancellationToken,
                isOptional: true);
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

    private async Task ChangeAsync(
        ChatId chat, Func<TakenTurns, TakenTurns> change, int attempts, CancellationToken cancellationToken, bool isOptional = false)
    {
        var known = Find(chat);
        await known.Gate.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                if (owner is null && (known.IsStale || (isOptional && time.GetUtcNow() - known.ReadAt > FreshFor)))
                    await ReadAsync(chat, known, cancellationToken);

                var changed = change(known.Turns);
                var staysHere = owner is not null || changed == known.Turns || (isOptional && !TakenTurns.IsGroup(chat) && known.IsAlone);
                if (!staysHere && !await TryWriteAsync(chat, known, changed, cancellationToken))
                {
                    if (attempt >= attempts)
                        throw new DocumentConflictException(PathOf(chat));

                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10 * attempt)), time, cancellationToken);
                    continue;
                }

                known.Own = [.. changed.Taken.Where(turn => known.Own.Contains(turn) || !known.Turns.Taken.Contains(turn))];
                known.Turns = changed;
                return;
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

        // Turns are of a minute's worth, so that a document that can't be read is no loss.
        var turns = document?.Read(LedgerJson.Default.TakenTurns) ?? TakenTurns.None;
        var unwritten = known.Own.Where(turn => !turns.Taken.Contains(turn));
        (known.Turns, known.Version, known.IsStale) = (turns with { Taken = [.. turns.Taken.Concat(unwritten).Order()] }, document?.Version, false);
        known.ReadAt = time.GetUtcNow();
    }

    private async Task<bool> TryWriteAsync(ChatId chat, Known known, TakenTurns turns, CancellationToken cancellationToken)
    {
        known.IsStale = true;
        try
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(turns, LedgerJson.Default.TakenTurns);
            known.Version = await documents.PutAsync(PathOf(chat), content, known.Version, cancellationToken);
            known.IsStale = false;
            known.ReadAt = time.GetUtcNow();
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

        /// <summary>When the document was last known to be as it is known here.</summary>
        public DateTimeOffset ReadAt { get; set; }

        /// <summary>Those turns that this process has taken.</summary>
        public IReadOnlyList<DateTimeOffset> Own { get; set; } = [];

        /// <summary>Whether nobody else has taken a turn that still counts.</summary>
        public bool IsAlone => Turns.Taken.All(Own.Contains);

        /// <summary>A turn that was taken for the next call.</summary>
        public DateTimeOffset? Following { get; set; }

        /// <summary>The turn that was taken for this call; null where there is none, or it has passed long ago.</summary>
        public DateTimeOffset? Redeem(DateTimeOffset now)
        {
            (var kept, Following) = (Following, null);
            return kept is { } turn && now - turn < MostLate ? turn : null;
        }
    }
}
