using System.Text.Json.Nodes;
using TelegramAI.Local.BotApi.Calls;
using TelegramAI.Local.BotApi.Chats;
using TelegramAI.Local.BotApi.Storage;
using TelegramAI.Local.BotApi.Webhooks;

namespace TelegramAI.Local.BotApi.Updates;

/// <summary>Long polling: an update is kept until a later call names an offset after it.</summary>
internal sealed class UpdateMethods(ChatDatabase database, ChatEvents events, TimeProvider time) : IBotMethods, IDisposable
{
    private const int MostUpdates = 100;
    private const int LongestTimeout = 50;

    private CancellationTokenSource _current = new();

    public IEnumerable<(string Name, BotMethod Run)> Methods => [("getUpdates", GetUpdatesAsync)];

    public void Dispose() => _current.Dispose();

    private async Task<object> GetUpdatesAsync(BotCall call, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Clamp(call.Number("limit") ?? MostUpdates, 1, MostUpdates);
        var deadline = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(call.Number("timeout") ?? 0, 0, LongestTimeout));
        await ConfirmAsync(call, cancellationToken);

        // Only one bot may poll: the newer call ends the older one, as Telegram does.
        using var mine = new CancellationTokenSource();
        await Interlocked.Exchange(ref _current, mine).CancelAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(mine.Token, cancellationToken);
        try
        {
            return await WaitAsync(limit, deadline, either.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw BotApiException.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running");
        }
        finally
        {
            // Where it is still the current one, it must not be cancelled after its end.
            Interlocked.CompareExchange(ref _current, new CancellationTokenSource(), mine);
        }
    }

    private Task ConfirmAsync(BotCall call, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
            {
                if (transaction.Setting<Webhook>(Webhook.Setting) is not null)
                    throw BotApiException.Conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");

                if (call.Object<List<string>>(UpdateTable.Allowed) is { } allowed)
                    transaction.SetSetting(UpdateTable.Allowed, allowed);

                transaction.ConfirmBefore(call.Number("offset") ?? 0);
            },
            cancellationToken);

    private async Task<JsonArray> WaitAsync(int limit, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = events.Updates.Next;
            var updates = await database.ReadAsync(transaction => transaction.OldestUpdates(limit), cancellationToken);
            var left = deadline - time.GetUtcNow();
            if (updates.Count > 0 || left <= TimeSpan.Zero)
                return new JsonArray([.. updates.Select(update => JsonNode.Parse(update.Json))]);

            await Task.WhenAny(next, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
