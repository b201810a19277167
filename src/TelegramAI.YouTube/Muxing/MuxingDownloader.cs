using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Downloading;

namespace TelegramAI.YouTube.Muxing;

/// <summary>Downloads a picture and a sound, if it has one, makes one file of them and writes it. Its files are gone when it ends, however it ends.</summary>
internal sealed class MuxingDownloader(StreamDownloader streams, Muxer muxer, Scratch scratch)
{
    private const int CopyBytes = 1024 * 1024;

    public async Task CopyAsync(
        StreamAddress video, StreamAddress? audio, Stream destination, DownloadMeter meter, CancellationToken cancellationToken)
    {
        // The parts and the whole are on the disk together for a while.
        using var folder = scratch.Create(2 * (video.Length + (audio?.Length ?? 0)));
        var (picture, sound, whole) = (folder.File("video"), folder.File("audio"), folder.File("whole.mp4"));
        await FetchAsync(video, picture, meter, cancellationToken);
        if (audio is not null)
            await FetchAsync(audio, sound, meter, cancellationToken);
        await muxer.MuxAsync(picture, audio is null ? null : sound, whole, cancellationToken);

        await using var muxed = new FileStream(whole, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        var buffer = new byte[CopyBytes];
        while (await muxed.ReadAsync(buffer, cancellationToken) is var read and > 0)
            await destination.WriteToStoreAsync(buffer.AsMemory(0, read), cancellationToken);
    }

    private async Task FetchAsync(StreamAddress address, string path, DownloadMeter meter, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await streams.CopyAsync(address, file, meter, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VideoStorageException($"{path} can't be written: {exception.Message}", exception);
        }
    }
}
