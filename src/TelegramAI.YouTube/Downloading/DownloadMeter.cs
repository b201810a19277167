using TelegramAI.Core.Videos;

namespace TelegramAI.YouTube.Downloading;

/// <summary>Counts the bytes that have arrived, from several connections, and tells of them now and then.</summary>
internal sealed class DownloadMeter(long total, IProgress<DownloadProgress>? progress, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private long _done;
    private long? _toldAt;

    public void Add(int bytes)
    {
        lock (_gate)
        {
            _done += bytes;
            if (progress is null || (_toldAt is { } told && time.GetElapsedTime(told) < Pace))
                return;

            _toldAt = time.GetTimestamp();
            progress.Report(new DownloadProgress(_done, total));
        }
    }

    /// <summary>Tells the end, which <see cref="Add"/> may have passed over.</summary>
    public void Finish()
    {
        lock (_gate)
            progress?.Report(new DownloadProgress(_done, total));
    }
}
