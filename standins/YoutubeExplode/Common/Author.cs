using YoutubeExplode.Channels;

namespace YoutubeExplode.Common;

/// <summary>The channel that published something.</summary>
public class Author(ChannelId channelId, string channelTitle)
{
    public ChannelId ChannelId { get; } = channelId;

    public string ChannelUrl => $"https://www.youtube.com/channel/{ChannelId}";

    public string ChannelTitle { get; } = channelTitle;

    [Obsolete("Use ChannelTitle instead.")]
    public string Title => ChannelTitle;

    public override string ToString() => ChannelTitle;
}
