using TelegramAI.Core.Videos;

namespace TelegramAI.Disk.Files;

/// <summary>What a failure of the disk is to the rooms above: no room, or no right, to keep something.</summary>
internal static class StorageFailure
{
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static VideoStorageException Of(string what, Exception exception) => new($"Can't keep {what}: {exception.Message}", exception);
}
