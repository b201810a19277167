namespace TelegramAI.DemoYouTube;

/// <summary>How the demo YouTube behaves.</summary>
public sealed class DemoYouTubeOptions
{
    /// <summary>The folder with one folder of streams for each video.</summary>
    public string Media { get; set; } = Path.Combine(AppContext.BaseDirectory, "DemoYouTube", "Media");

    /// <summary>The speed of each connection on which a slow video comes: the largest takes about 20 seconds, time enough to watch it and to stop it.</summary>
    public int SlowBytesPerSecond { get; set; } = 25_000;

    /// <summary>How many videos a search shows at once.</summary>
    public int SearchPage { get; set; } = 5;
}
