namespace TelegramAI.Disk.Files;

/// <summary>A file of the data folder is not what it should be. It is left as it was found; the message says what to do.</summary>
public sealed class DamagedFileException(string path, string reason, string advice, Exception? innerException = null)
    : Exception($"'{path}' {reason}: {advice}", innerException)
{
    /// <summary>The full path of the file.</summary>
    public string Path { get; } = path;
}
