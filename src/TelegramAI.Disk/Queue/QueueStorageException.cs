namespace TelegramAI.Disk.Queue;

/// <summary>The queue's file can't be read or written right now, most likely because the disk is full or not writable. The call changed nothing.</summary>
public sealed class QueueStorageException(string path, string reason, Exception innerException)
    : IOException($"The queue '{path}' {reason}", innerException)
{
    /// <summary>The full path of the file.</summary>
    public string Path { get; } = path;
}
