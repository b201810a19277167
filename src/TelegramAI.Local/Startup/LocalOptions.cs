namespace TelegramAI.Local.Startup;

/// <summary>What the command line says.</summary>
public sealed record LocalOptions
{
    public const int DefaultPort = 5080;

    /// <summary>The page's port; null for the default one, or another where that is taken.</summary>
    public int? Port { get; init; }

    /// <summary>Where queue, ledger, conversation and videos are kept.</summary>
    public required DirectoryInfo Data { get; init; }

    public YouTubeChoice YouTube { get; init; } = YouTubeChoice.Auto;

    /// <summary>A bot's token: the real Telegram is served instead of the page.</summary>
    public string? Token { get; init; }

    /// <summary>Any Bot API server; null for Telegram's own.</summary>
    public Uri? TelegramUrl { get; init; }

    /// <summary>The webhook that gets the bot's updates now is removed without a question.</summary>
    public bool TakeWebhook { get; init; }

    /// <summary>Who may use the bot on the real Telegram.</summary>
    public IReadOnlyList<long> AllowedUsers { get; init; } = [];

    /// <summary>How much faster than on AWS the fleet's clock runs.</summary>
    public double Speed { get; init; } = 15;

    /// <summary>How many workers the fleet may have.</summary>
    public int MaxInstances { get; init; } = 5;

    /// <summary>How many jobs a worker runs side by side.</summary>
    public int Slots { get; init; } = 2;

    public bool Verbose { get; init; }
}

/// <summary>Which YouTube to download from.</summary>
public enum YouTubeChoice
{
    /// <summary>The real one where it answers, else the demo.</summary>
    Auto,
    Demo,
    Live,
}
