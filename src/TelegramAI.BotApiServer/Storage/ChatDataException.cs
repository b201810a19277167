using Microsoft.Data.Sqlite;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>The conversations can't be read or kept: the message is one sentence that says why and what to do.</summary>
public sealed class ChatDataException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    // https://www.sqlite.org/rescode.html
    private const int Perm = 3;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;

    internal static ChatDataException Damaged(string path, string reason, Exception? innerException = null) =>
        new($"The conversations in {path} are damaged ({reason}): move that file away to start with an empty chat", innerException);

    internal static ChatDataException From(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => Damaged(path, "it is no intact SQLite file", e),
        Busy => new($"The conversations in {path} can't be opened, because another running program uses it: stop that one, or choose another folder", e),
        Full => new($"The disk that holds {path} is full: free some room", e),
        ReadOnly or CantOpen or Perm => new($"The conversations in {path} can't be written: check the rights on its folder", e),
        _ => new($"The conversations in {path} can't be used (SQLite error {e.SqliteErrorCode})", e),
    };
}
