namespace TelegramAI.Core.Videos;

/// <summary>A video in one format: what is stored once, whoever asks for it.</summary>
public readonly record struct VideoKey(VideoId Id, VideoFormat Format)
{
    /// <summary>Where its bytes are kept.</summary>
    public string FilePath => $"videos/{Id}/{Format}";

    /// <summary>Where its manifest is kept; a video without one is not complete.</summary>
    public string ManifestPath => $"videos/{Id}/{Format.Height}p.json";

    /// <summary>Where the worker that is storing it says so.</summary>
    public string ClaimPath => $"videos/{Id}/{Format.Height}p.claim";

    public override string ToString() => $"{Id} {Format}";
}
