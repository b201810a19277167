using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TelegramAI.Disk.Queue;

/// <summary>
/// Runs the queue's operations one after the other on its connection. Those that wait while the disk is busy share the next
/// transaction, and so one flush: the more callers there are at once, the more each flush carries.
/// </summary>
internal sealed class QueueWriter : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly string _path;
    private readonly QueueConnection _connection;
    private readonly Channel<Operation> _operations = Channel.CreateUnbounded<Operation>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _loop;

    public QueueWriter(string path)
    {
        _path = path;
        _connection = new QueueConnection(QueueDatabase.Open(path));
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>
    /// Does the work in a transaction; when this returns, the work is durable. The work may be run a second time, after its transaction
    /// failed, so it must change nothing but the database. Once begun it is not cancelled: what it took would be lost.
    /// </summary>
    /// <exception cref="QueueStorageException">Nothing was changed.</exception>
    public Task<T> RunAsync<T>(Func<QueueConnection, T> work, CancellationToken cancellationToken)
    {
        var operation = new Operation<T>(work, cancellationToken);
        ObjectDisposedException.ThrowIf(!_operations.Writer.TryWrite(operation), this);
        return operation.Result;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_operations.Writer.TryComplete())
            return;

        await _loop;
        _connection.Dispose();
    }

    private async Task LoopAsync()
    {
        List<Operation> batch = [];
        while (await _operations.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _operations.Reader.TryRead(out var operation))
            {
                if (!operation.IsCancelled)
                    batch.Add(operation);
            }

            if (batch.Count == 0 || TryCommit(batch) is null)
                continue;

            // One operation's failure is not its neighbours': each gets a transaction of its own.
            foreach (var operation in batch)
            {
                if (TryCommit([operation]) is { } failure)
                    operation.Fail(failure);
            }
        }
    }

    private Exception? TryCommit(IReadOnlyList<Operation> batch)
    {
        try
        {
            _connection.InTransaction(() =>
            {
                foreach (var operation in batch)
                    operation.Run(_connection);
            });
        }
        catch (SqliteException exception)
        {
            return QueueDatabase.Translate(_path, exception);
        }
        catch (Exception exception)
        {
            // Whatever it is, the caller gets it, and the loop goes on for the others.
            return exception;
        }

        foreach (var operation in batch)
            operation.Complete();

        return null;
    }

    private abstract class Operation
    {
        /// <summary>Whether its caller gave up before it began; the caller is told so here.</summary>
        public abstract bool IsCancelled { get; }

        public abstract void Run(QueueConnection connection);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Operation<T>(Func<QueueConnection, T> work, CancellationToken cancellationToken) : Operation
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _result.Task;

        public override bool IsCancelled => cancellationToken.IsCancellationRequested && _result.TrySetCanceled(cancellationToken);

        public override void Run(QueueConnection connection) => _value = work(connection);

        public override void Complete() => _result.SetResult(_value!);

        public override void Fail(Exception exception) => _result.SetException(exception);
    }
}
