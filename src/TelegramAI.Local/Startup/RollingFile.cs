namespace TelegramAI.Local.Startup;

/// <summary>
/// A file that is put aside when it is large or of another day, and goes on empty. The newest older one ends in <c>.1</c>; beyond a
/// number of them the oldest is deleted.
/// </summary>
internal sealed class RollingFile(string path, long largest, int kept, TimeProvider time) : IAsyncDisposable
{
    private StreamWriter? _writer;
    private DateOnly _day;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async Task WriteLineAsync(string line)
    {
        if (_writer is null)
            Open();
        else if (_writer.BaseStream.Length >= largest || _day != Today)
            await RollAsync();

        await _writer!.WriteLineAsync(line);
    }

    /// <summary>Hands all lines to the system, so that a reader sees them and the size is known.</summary>
    public Task FlushAsync() => _writer?.FlushAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
            await _writer.DisposeAsync();
    }

    private void Open()
    {
        var file = new FileInfo(path);
        if (file.Exists && (file.Length >= largest || DateOnly.FromDateTime(file.LastWriteTimeUtc) != Today))
            PutAside();

        _day = Today;
        _writer = new StreamWriter(path, append: true);
    }

    private async Task RollAsync()
    {
        await _writer!.DisposeAsync();
        PutAside();
        _day = Today;
        _writer = new StreamWriter(path, append: true);
    }

    private void PutAside()
    {
        for (var number = kept; number > 0; number--)
        {
            var newer = number == 1 ? path : $"{path}.{number - 1}";
            if (File.Exists(newer))
                File.Move(newer, $"{path}.{number}", overwrite: true);
        }
    }
}
