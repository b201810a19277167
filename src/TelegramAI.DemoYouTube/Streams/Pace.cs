namespace TelegramAI.DemoYouTube.Streams;

/// <summary>Holds one connection to a speed, in ten portions each second, or to none.</summary>
internal sealed class Pace(int? bytesPerSecond, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _sent;

    /// <summary>How many bytes to send at once, up to what there is room for.</summary>
    public int Portion(int room) => bytesPerSecond is { } speed ? Math.Clamp(speed / 10, 1, room) : room;

    /// <summary>Waits until the bytes that were sent are due.</summary>
    public async Task KeepAsync(int bytes, CancellationToken cancellationToken)
    {
        _sent += bytes;
        if (bytesPerSecond is not { } speed)
            return;

        var early = TimeSpan.FromSeconds((double)_sent / speed) - time.GetElapsedTime(_start);
        if (early > TimeSpan.Zero)
            await Task.Delay(early, time, cancellationToken);
    }
}
