using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using TelegramAI.BotApiServer.Chats;

namespace TelegramAI.BotApiServer.Storage;

/// <summary>
/// The conversations in <c>chat.db</c>, durable at every commit. One program at a time uses a folder.
/// Every method throws <see cref="ChatDataException"/> where the file can't be used.
/// </summary>
internal sealed class ChatDatabase : IDisposable
{
    /// <summary>Not disposed: some may wait at it when the database is closed.</summary>
    [SuppressMessage("Usage", "CA2213:Disposable fields should be disposed", Justification = "A waiter would never be told; it holds nothing that needs it.")]
    private readonly SemaphoreSlim _gate = new(1);

    private bool _closed;
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly ChatEvents _events;

    private ChatDatabase(SqliteConnection connection, string path, ChatEvents events)
    {
        _connection = connection;
        _path = path;
        _events = events;
    }

    public static ChatDatabase Open(string folder, ChatEvents events, TimeProvider time)
    {
        var path = Path.Combine(folder, "chat.db");
        MakeFolder(folder);

        // Another program's lock is not waited for: it lasts as long as that program.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            ChatSchema.Prepare(connection, path, time.GetUtcNow());
            return new ChatDatabase(connection, path, events);
        }
        catch (Exception exception)
        {
            connection.Dispose();
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

    /// <summary>Closes it after the transaction that runs; whoever waits for its turn learns that it is closed.</summary>
    public void Dispose()
    {
        _gate.Wait();
        try
        {
            _closed = true;
            _connection.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<T> RunAsync<T>(bool write, Func<ChatTransaction, T> body, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
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

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChatDataException($"The folder {folder} can't be written: check its rights, or choose another one", exception);
        }
    }
}
