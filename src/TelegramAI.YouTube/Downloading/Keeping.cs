using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Keeps a failure to write apart from a failure of the network: both are reported as the same exceptions.</summary>
internal static class Keeping
{
    /// <exception cref="VideoStorageException">The bytes could not be written.</exception>
    public static async ValueTask KeepAsync(this Stream destination, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await destination.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new VideoStorageException($"The video could not be written: {error.Message}", error);
        }
    }
}
