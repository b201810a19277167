using System.Text.Json;
using TelegramAI.Core.Chats;

namespace TelegramAI.Core.Jobs;

/// <summary>
/// The newest message in the chats that share their numbers, as far as the workers know it. A message whose sending was never confirmed is
/// searched for from there on, and a worker that has just started has seen none: it learns from the others, who write it down from time to
/// time, and from the requests that wait.
/// </summary>
/// <param name="documents">Where it is written down.</param>
/// <param name="time">The clock.</param>
/// <param name="owner">Whoever alone uses the documents: what others write is not news.</param>
internal sealed class NewestMessage(IDocumentStore documents, TimeProvider time, SoleOwner? owner)
{
    public const string Path = "jobs/newest.json";

    /// <summary>By how many messages what is written down may be behind.</summary>
    private const int MostBehind = 20;

    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(3);

    /// <summary>Not to know it makes a search longer, so nothing waits longer for it.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(2);

    private readonly WaitingLine _line = new(documents);
    private int _value;

    /// <summary>What was last written down, as far as this process knows; null where it has not looked yet.</summary>
    private Written? _written;

    public MessageId Value => new(Volatile.Read(ref _value));

    /// <summary>A message was seen.</summary>
    public void Learn(MessageId message)
    {
        for (var known = Volatile.Read(ref _value); message.Value > known; known = Volatile.Read(ref _value))
            Interlocked.CompareExchange(ref _value, message.Value, known);
    }

    /// <summary>A message was sent that can't be older than what is known here: what is known is another bot's, which had the documents before.</summary>
    public void Correct(MessageId sent) => Volatile.Write(ref _value, sent.Value);

    /// <summary>Learns what the others have written down, unless that was done a moment ago.</summary>
    /// <param name="requestedAt">When the job was asked for: the message of one that is new is hardly older than any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task CatchUpAsync(DateTimeOffset requestedAt, CancellationToken cancellationToken) => TryAsync(
        async token =>
        {
            var now = time.GetUtcNow();
            if (now - requestedAt < FreshFor || (_written is { } written && (owner is not null || now - written.At < FreshFor)))
                return;

            if (_written is null)
                await ReadLineAsync(token);
            await ReadAsync(token);
        },
        cancellationToken);

    /// <summary>Writes down what is known here, where the others may know much less. Only who reads it writes it: others would have to read it first.</summary>
    /// <param name="request">The message that asked for the job: whoever begins it knows that one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task ShareAsync(MessageId request, CancellationToken cancellationToken) => TryAsync(
        async token =>
        {
            var newest = Value;
            if (_written is not { } written || IsKnown(newest, written.Message, request))
                return;

            try
            {
                var content = JsonSerializer.SerializeToUtf8Bytes(new NewestDocument(newest), LedgerJson.Default.NewestDocument);
                _written = new Written(newest, await documents.PutAsync(Path, content, written.Version, token), time.GetUtcNow());
            }
            catch (DocumentConflictException)
            {
                // Another worker has just written what it knows.
                await ReadAsync(token);
            }
        },
        cancellationToken);

    private static bool IsKnown(MessageId newest, MessageId written, MessageId request) =>
        newest.Value >= written.Value && newest.Value - Math.Max(written.Value, request.Value) < MostBehind;

    private async Task ReadLineAsync(CancellationToken cancellationToken)
    {
        foreach (var request in await _line.ListAsync(cancellationToken))
        {
            if (request.Jobs is [var first, ..] && first.Chat.SharesNumbers)
                Learn(first.Message);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(Path, cancellationToken);
        var newest = document?.Read(LedgerJson.Default.NewestDocument)?.Message ?? default;
        _written = new Written(newest, document?.Version, time.GetUtcNow());
        Learn(newest);
    }

    private async Task TryAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await call(both.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The documents are away. What this process knows by itself has to do.
        }
    }

    private sealed record Written(MessageId Message, string? Version, DateTimeOffset At);
}

/// <param name="Message">The newest message.</param>
internal sealed record NewestDocument(MessageId Message);
