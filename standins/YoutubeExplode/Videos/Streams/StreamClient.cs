using YoutubeExplode.Bridge;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Http;

namespace YoutubeExplode.Videos.Streams;

/// <summary>Finds the streams of videos and reads them.</summary>
public class StreamClient(HttpClient http)
{
    private const int ManifestAttempts = 6;
    private const int CopyBufferLength = 81_920;

    private readonly PlayerApi _api = new(http);
    private readonly StreamTail _tail = new(http);
    private CipherManifest? _cipher;

    /// <summary>The streams that are really there. Each was asked for its last bytes.</summary>
    /// <exception cref="VideoUnavailableException">There is no such video.</exception>
    /// <exception cref="VideoRequiresPurchaseException">The video is sold.</exception>
    /// <exception cref="VideoUnplayableException">YouTube does not let it play here; the message has its reason.</exception>
    /// <exception cref="HttpRequestException">A request failed, however often it was tried.</exception>
    public async ValueTask<StreamManifest> GetManifestAsync(VideoId videoId, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new StreamManifest(await FindStreamsAsync(videoId, cancellationToken));
            }
            catch (HttpRequestException) when (attempt < ManifestAttempts)
            {
                // A fresh answer has fresh addresses, which often work where the old ones were refused.
            }
        }
    }

    /// <summary>The stream's media, with the first segment already asked for. Seeking costs a request.</summary>
    /// <exception cref="HttpRequestException">The server refused.</exception>
    public async ValueTask<Stream> GetAsync(IStreamInfo streamInfo, CancellationToken cancellationToken = default)
    {
        var stream = new MediaStream(http, streamInfo);
        try
        {
            await stream.OpenAsync(cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Copies the stream's media. The progress is from 0 to 1.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async ValueTask CopyToAsync(
        IStreamInfo streamInfo, Stream destination, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var source = await GetAsync(streamInfo, cancellationToken);
        var buffer = new byte[CopyBufferLength];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report((double)source.Position / source.Length);
        }
    }

    /// <summary>Copies the stream's media into a file, which is created or overwritten.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async ValueTask DownloadAsync(
        IStreamInfo streamInfo, string filePath, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var file = File.Create(filePath);
        await CopyToAsync(streamInfo, file, progress, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<IStreamInfo>> FindStreamsAsync(VideoId videoId, CancellationToken cancellationToken)
    {
        try
        {
            return await CheckAsync(videoId, await _api.GetPlayerAsync(videoId, cancellationToken), cancellationToken);
        }
        catch (VideoUnplayableException e) when (e is not VideoUnavailableException)
        {
            var cipher = await GetCipherAsync(cancellationToken);
            var player = await _api.GetEmbeddedPlayerAsync(videoId, cipher.SignatureTimestamp, cancellationToken);
            return await CheckAsync(videoId, player, cancellationToken);
        }
    }

    private async ValueTask<IReadOnlyList<IStreamInfo>> CheckAsync(VideoId videoId, PlayerResponse player, CancellationToken cancellationToken)
    {
        if (player.PreviewVideoId is { Length: > 0 } preview)
            throw new VideoRequiresPurchaseException($"Video '{videoId}' requires purchase and can't be played.", preview);
        if (!player.IsPlayable)
            throw new VideoUnplayableException($"Video '{videoId}' is unplayable. Reason: '{player.Reason}'.");

        IReadOnlyList<IStreamInfo> streams =
            [.. await MeasureAsync(player.Streams, cancellationToken), .. await FindDashAsync(player, cancellationToken)];
        return streams.Count > 0 ? streams : throw new VideoUnplayableException($"Video '{videoId}' has no playable streams.");
    }

    private async ValueTask<IReadOnlyList<IStreamInfo>> MeasureAsync(IEnumerable<StreamData> described, CancellationToken cancellationToken)
    {
        var streams = new List<IStreamInfo>();
        foreach (var data in described)
        {
            var url = await SignAsync(data, cancellationToken);
            if (await _tail.MeasureAsync(url, data.ContentLength, cancellationToken) is { } length
                && StreamNaming.Name(data, url, length) is { } stream)
            {
                streams.Add(stream);
            }
        }

        return streams;
    }

    // It repeats and adds to the list, and is often refused where the list is not, or its streams are.
    private async ValueTask<IReadOnlyList<IStreamInfo>> FindDashAsync(PlayerResponse player, CancellationToken cancellationToken)
    {
        if (player.DashManifestUrl is not { Length: > 0 } url) return [];

        try
        {
            return await MeasureAsync(DashManifest.Read(await http.GetStringAsync(url, cancellationToken)), cancellationToken);
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    private async ValueTask<string> SignAsync(StreamData data, CancellationToken cancellationToken)
    {
        var url = data.Url ?? throw new YoutubeExplodeException("Failed to extract the stream URL.");
        if (data.Signature is not { Length: > 0 } signature) return url;

        var cipher = await GetCipherAsync(cancellationToken);
        return UrlQuery.With(url, data.SignatureParameter, cipher.Decipher(signature));
    }

    private async ValueTask<CipherManifest> GetCipherAsync(CancellationToken cancellationToken) =>
        _cipher ??= await _api.GetCipherManifestAsync(cancellationToken);
}
