namespace TelegramAI.Core.Videos;

/// <summary>A video in one format: what is stored once, whoever asks for it.</summary>
public readonly record struct VideoKey(VideoId Id, VideoFormat Format)
{
    /// <summary>Where its bytes are kept.</summary>
    public string FilePath => $"videos/{Id}/{Format}";

    /// <summary>Where its manifest is kept; a video without one is not complete.</summary>
    public string ManifestPath => ManifestPathOf(Id, Format.Height);

    /// <summary>Where the worker that is storing it says so.</summary>
    public string ClaimPath => $"videos/{Id}/{Format.Height}p.claim";

    /// <summary>Where the manifest of a video is kept whose container nobody needs to know.</summary>
    public static string ManifestPathOf(VideoId id, int height) => $"videos/{id}/{height}p.json";

    /// <summary>Where it is kept what was chosen for a wish that the video can't be had in.</summary>
    public static string ChoicePathOf(VideoId id, int height) => $"videos/{id}/{height}p.choice";

    public override string ToString() => $"{Id} {Format}";
}
