namespace TelegramAI.YouTube.Tests.Site;

/// <summary>The player's script, as far as YoutubeExplode reads it when a video is refused the first time.</summary>
internal static class TestScript
{
    public const string Text = "";
}
