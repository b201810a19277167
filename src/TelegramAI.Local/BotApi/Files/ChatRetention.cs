using TelegramAI.Local.BotApi.Messages;
using TelegramAI.Local.BotApi.Storage;

namespace TelegramAI.Local.BotApi.Files;

/// <summary>Forgets old messages, and then the files that no message shows any more.</summary>
internal sealed class ChatRetention(ChatDatabase database, FileStore files)
{
    /// <returns>How many messages were forgotten.</returns>
    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (messages, unused) = await database.WriteAsync(
            transaction => (transaction.ForgetMessages(before), transaction.TakeUnusedFiles(before)),
            cancellationToken);
        foreach (var name in unused)
            File.Delete(files.PathOf(name));

        return messages;
    }
}
