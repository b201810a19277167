using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Files;

/// <summary>Forgets old messages, and then the files that no message shows any more.</summary>
public sealed class ChatRetention
{
    private readonly ChatDatabase _database;
    private readonly FileStore _files;

    internal ChatRetention(ChatDatabase database, FileStore files) => (_database, _files) = (database, files);

    /// <returns>How many messages were forgotten.</returns>
    public async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (messages, unused) = await _database.WriteAsync(
            transaction => (transaction.ForgetMessages(before), transaction.TakeUnusedFiles(before)),
            cancellationToken);
        foreach (var name in unused)
            File.Delete(_files.PathOf(name));

        return messages;
    }
}
