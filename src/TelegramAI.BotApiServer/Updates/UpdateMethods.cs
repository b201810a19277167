using System.Text.Json.Nodes;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Webhooks;

namespace TelegramAI.BotApiServer.Updates;

/// <summary>Long polling: an update is kept until a later call names an offset after it.</summary>
internal sealed class UpdateMethods(ChatDatabase database, ChatEvents events, TimeProvider time) : IBotMethods
{
    private const int MostUpdates = 100;
    private const int LongestTimeout = 50;

    private TaskCompletionSource _current = Fresh();

    public IEnumerable<(string Name, BotMethod Run)> Methods => [("getUpdates", GetUpdatesAsync)];

    private async Task<object> GetUpdatesAsync(BotCall call, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Clamp(call.Number("limit") ?? MostUpdates, 1, MostUpdates);
        var deadline = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(call.Number("timeout") ?? 0, 0, LongestTimeout));
        await ConfirmAsync(call, cancellationToken);

        // Only one bot may poll: the newer call ends the older one, as Telegram does.
        var newer = Fresh();
        Interlocked.Exchange(ref _current, newer).TrySetResult();
        return await WaitAsync(limit, deadline, newer.Task, cancellationToken);
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

    private async Task<JsonArray> WaitAsync(int limit, DateTimeOffset deadline, Task newer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = events.Updates.Next;
            var updates = await database.ReadAsync(transaction => transaction.OldestUpdates(limit), cancellationToken);
            if (newer.IsCompleted)
                throw BotApiException.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running");

            var left = deadline - time.GetUtcNow();
            if (updates.Count > 0 || left <= TimeSpan.Zero)
                return new JsonArray([.. updates.Select(update => JsonNode.Parse(update.Json))]);

            await Task.WhenAny(next, newer, Task.Delay(left, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
