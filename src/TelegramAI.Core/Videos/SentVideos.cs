using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Videos;

/// <summary>The videos that the chat has already, by its own ids of them: they need no job to be shown again.</summary>
public sealed class SentVideos(IDocumentStore documents, IOptions<VideoOptions> options, TimeProvider time)
{
    /// <summary>
    /// Finds the video that a worker would deliver for a request. Only a link names a video, and only what has been delivered before is
    /// known: in the height that the request means, or in what was chosen instead not long ago.
    /// </summary>
    /// <returns>Null where a worker has to look.</returns>
    public async Task<SentVideo?> FindAsync(VideoRequest request, CancellationToken cancellationToken = default)
    {
        if (request.VideoId is not { } id)
            return null;

        // Asked for together, because somebody waits.
        var height = options.Value.HeightOf(request.MaxHeight);
        var wanted = ReadAsync(VideoKey.ManifestPathOf(id, height), LedgerJson.Default.VideoManifest, cancellationToken);
        var instead = ReadAsync(VideoKey.ChoicePathOf(id, height), LedgerJson.Default.VideoChoice, cancellationToken);
        await Task.WhenAll(wanted, instead);

        if (await wanted is { } manifest)
            return Of(manifest, note: null);

        return await instead is { Reason: { } reason } choice && choice.Until > time.GetUtcNow()
            && await ReadAsync(VideoKey.ManifestPathOf(id, choice.Format.Height), LedgerJson.Default.VideoManifest, cancellationToken) is { } chosen
                ? Of(chosen, HeightNote.Of(reason, choice.Format.Height, asked: request.MaxHeight is not null, options.Value))
                : null;
    }

    private SentVideo? Of(VideoManifest video, string? note) => video.FileId is { } file && options.Value.Allows(video)
        ? new SentVideo
        {
            FileId = file,
            Title = video.Title,
            Caption = VideoCaption.Of(video.Title, video.Author, note),
            Duration = video.Duration,
            Width = video.Width,
            Height = video.Height,
        }
        : null;

    private async Task<T?> ReadAsync<T>(string path, JsonTypeInfo<T> contract, CancellationToken cancellationToken)
        where T : class
    {
        if (await documents.GetAsync(path, cancellationToken) is not { } document)
            return null;

        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, contract);
        }
        catch (JsonException)
        {
            // The worker says so, and stores the video again.
            return null;
        }
    }
}

/// <summary>A video that the chat has.</summary>
public sealed record SentVideo
{
    public required ChatFileId FileId { get; init; }

    public required string Title { get; init; }

    public required string Caption { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }
}
