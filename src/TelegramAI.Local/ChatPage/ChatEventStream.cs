using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.Core.Chats;

namespace TelegramAI.Local.ChatPage;

/// <summary>
/// What happens in a chat, from a version on. A message's event carries its newest state and its version as the id, so a page that
/// comes back names the last version that it has, and misses nothing, whatever happened meanwhile.
/// </summary>
internal sealed class ChatEventStream(LocalChats chats, ChatEvents events, TimeProvider time, IHostApplicationLifetime lifetime)
{
    // A line now and then shows either side that the other is gone.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<SseItem<string>> ReadAsync(ChatId chat, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var watch = events.Watch(chat);
        var version = after;
        var blocked = (bool?)null;
        if (after > await chats.VersionAsync(cancellationToken))
        {
            // The page knows data that was moved away since: it has to begin anew.
            yield return Item("reset", null);
            yield break;
        }

        while (!either.IsCancellationRequested)
        {
            var changes = await chats.ChangesAsync(chat, version, CancellationToken.None);
            foreach (var change in changes)
            {
                version = change.Version;
                yield return Item(change.Message is null ? "deleted" : "message", change, $"{version}");
            }

            if (changes.Count > 0)
                continue;

            var isBlocked = await chats.IsBlockedAsync(chat, CancellationToken.None);
            if (isBlocked != blocked)
            {
                blocked = isBlocked;
                yield return Item("blocked", new { blocked });
            }

            switch (await NextAsync(watch, either.Token))
            {
                case { Name: "changed" }: break;
                case { } shown: yield return Item(shown.Name, shown.Data); break;
                case null when !either.IsCancellationRequested: yield return Item("beat", null); break;
                default: break;
            }
        }
    }

    private static SseItem<string> Item(string name, object? data, string? id = null) =>
        new(JsonSerializer.Serialize(data ?? new { }, BotApiJson.Options), name) { EventId = id };

    /// <returns>Null where nothing happened for a while, or all ends.</returns>
    private async Task<ChatEvent?> NextAsync(ChatWatch watch, CancellationToken cancellationToken)
    {
        using var beat = new CancellationTokenSource(Beat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, beat.Token);
        try
        {
            return await watch.Events.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
