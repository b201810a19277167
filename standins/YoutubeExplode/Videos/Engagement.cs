namespace YoutubeExplode.Videos;

/// <summary>How often a video was viewed and rated.</summary>
public class Engagement(long viewCount, long likeCount, long dislikeCount)
{
    public long ViewCount { get; } = viewCount;

    public long LikeCount { get; } = likeCount;

    public long DislikeCount { get; } = dislikeCount;

    /// <summary>From 1 to 5; 0 when nobody rated.</summary>
    public double AverageRating => LikeCount + DislikeCount == 0 ? 0 : 1 + (4.0 * LikeCount / (LikeCount + DislikeCount));

    public override string ToString() => $"Rating: {AverageRating:N1}";
}
