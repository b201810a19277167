using System.Threading.Channels;

namespace TelegramAI.Local.Startup;

/// <summary>
/// Keeps the log in files of the data folder, where the id that a reader is told finds its job: one for each day, or more where they grow
/// large, and of the older ones the last few. The console stays free for the one screen that matters.
/// </summary>
[ProviderAlias("File")]
internal sealed class FileLog : ILoggerProvider, IAsyncDisposable
{
    private const long LargestFile = 10_000_000;
    private const int OlderFiles = 7;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TimeProvider _time;
    private readonly Task _writing;

    public FileLog(string path, TimeProvider time)
    {
        _time = time;
        _writing = WriteAsync(path);
    }

    public ILogger CreateLogger(string categoryName) => new FileLogger(this, categoryName);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync(string path)
    {
        try
        {
            await using var writer = new RollingFile(path, LargestFile, OlderFiles, _time);
            while (await _lines.Reader.WaitToReadAsync())
            {
                while (_lines.Reader.TryRead(out var line))
                    await writer.WriteLineAsync(line);

                await writer.FlushAsync();
            }
        }
        catch (IOException)
        {
            // A full disk must not end the service; the lines are dropped from here on.
            await foreach (var line in _lines.Reader.ReadAllAsync())
                _ = line;
        }
    }

    private sealed class FileLogger(FileLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{log._time.GetUtcNow():O} {logLevel} {category}: {formatter(state, exception)}";
            log._lines.Writer.TryWrite(exception is null ? line : $"{line}\n{exception}");
        }
    }
}
