namespace TelegramAI.BotApiServer.Files;

/// <summary>A file that came with a call, aside on the disk. Disposing it removes it, unless it was kept.</summary>
internal sealed class Upload(string path, long bytes, string? fileName, string? mimeType) : IDisposable
{
    private bool _kept;

    public long Bytes { get; } = bytes;

    public string? FileName { get; } = fileName;

    public string MimeType { get; } = mimeType is null or "application/octet-stream" ? "video/mp4" : mimeType;

    /// <summary>Gives the file its place among those that stay.</summary>
    public void KeepAs(string destination)
    {
        File.Move(path, destination);
        _kept = true;
    }

    public void Dispose()
    {
        if (!_kept)
            File.Delete(path);
    }
}
