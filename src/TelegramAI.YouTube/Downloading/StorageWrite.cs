using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Keeps a failure to write apart from a failure of the network: both are reported as the same exceptions.</summary>
internal static class StorageWrite
{
    /// <exception cref="VideoStorageException">The bytes could not be written.</exception>
    public static async ValueTask WriteToStoreAsync(this Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VideoStorageException($"The video could not be written: {exception.Message}", exception);
        }
    }
}
