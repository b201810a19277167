using Microsoft.Data.Sqlite;
using TelegramAI.BotApiServer.Chats;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>
/// The conversations in <c>chat.db</c>, durable at every commit. One program at a time uses a folder.
/// Every method throws <see cref="ChatDataException"/> where the file can't be used.
/// </summary>
internal sealed class ChatDatabase : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly SqliteConnection _connection;
    private readonly FileStream _folderLock;
    private readonly string _path;
    private readonly ChatEvents _events;

    private ChatDatabase(SqliteConnection connection, FileStream folderLock, string path, ChatEvents events)
    {
        _connection = connection;
        _folderLock = folderLock;
        _path = path;
        _events = events;
    }

    public static ChatDatabase Open(string folder, ChatEvents events, TimeProvider time)
    {
        var path = Path.Combine(folder, "chat.db");
        var folderLock = Lock(folder);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            ChatSchema.Prepare(connection, path, time.GetUtcNow());
            return new ChatDatabase(connection, folderLock, path, events);
        }
        catch (Exception exception)
        {
            connection.Dispose();
            folderLock.Dispose();
            throw exception is SqliteException sqlite ? ChatDataException.From(sqlite, path) : exception;
        }
    }

    public Task<T> ReadAsync<T>(Func<ChatTransaction, T> read, CancellationToken cancellationToken = default) =>
        RunAsync(write: false, read, cancellationToken);

    /// <summary>Runs a transaction; where it throws, nothing of it stays.</summary>
    public Task<T> WriteAsync<T>(Func<ChatTransaction, T> write, CancellationToken cancellationToken = default) =>
        RunAsync(write: true, write, cancellationToken);

    public Task WriteAsync(Action<ChatTransaction> write, CancellationToken cancellationToken = default) =>
        RunAsync(
            write: true,
            transaction =>
            {
                write(transaction);
                return true;
            },
            cancellationToken);

    public void Dispose()
    {
        _connection.Dispose();
        _folderLock.Dispose();
        _gate.Dispose();
    }

    private async Task<T> RunAsync<T>(bool write, Func<ChatTransaction, T> body, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            using var sqlite = write ? _connection.BeginTransaction() : null;
            var transaction = new ChatTransaction(_connection, sqlite);
            var result = body(transaction);
            if (sqlite is not null)
            {
                await sqlite.CommitAsync(CancellationToken.None);
                Tell(transaction);
            }

            return result;
        }
        catch (SqliteException exception)
        {
            throw ChatDataException.From(exception, _path);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Tell(ChatTransaction transaction)
    {
        foreach (var chat in transaction.ChangedChats)
            _events.MarkChanged(chat);

        if (transaction.UpdatesChanged)
            _events.Updates.Raise();
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, "chat.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ChatDataException($"The folder {folder} can't be written: check its rights, or choose another one", exception);
        }
        catch (IOException exception)
        {
            throw new ChatDataException($"The folder {folder} can't be used, or another running program uses it: stop that one, or choose another folder", exception);
        }
    }
}
