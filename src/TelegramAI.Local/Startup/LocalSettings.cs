using TelegramAI.Disk;

namespace TelegramAI.Local.Startup;

/// <summary>What the command line means in terms of configuration.</summary>
internal static class LocalSettings
{
    /// <summary>Defaults of this host, which the environment may change.</summary>
    public static Dictionary<string, string?> Defaults(bool isTelegramsOwn) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Steps:ProgressInterval"] = isTelegramsOwn ? "00:00:05" : "00:00:00.5",
        ["Steps:KeepsToLimits"] = $"{isTelegramsOwn}",
        ["Worker:GraceSeconds"] = "5",
        ["Worker:CancelPollSeconds"] = "1",
        ["LocalFleet:Speed"] = "15",
    };

    /// <summary>What the command line and this machine decide, whatever the environment says.</summary>
    public static Dictionary<string, string?> Decided(LocalOptions options, DataFolder data, Uri? demo)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["LocalFleet:Speed"] = $"{options.Speed}",
            ["Fleet:MaxInstances"] = $"{options.MaxInstances}",
            ["Worker:Slots"] = $"{options.Slots}",
            ["YouTube:Scratch"] = data.Scratch,
            ["BotApi:DataFolder"] = data.Root,
        };

        if (demo is not null)
            settings["YouTube:BaseUrl"] = demo.ToString();

        return settings;
    }

    /// <summary>The bot of the local chat page: its own server, open to everybody on this machine.</summary>
    public static Dictionary<string, string?> OfPage(Uri address, string token) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["BotApi:Token"] = token,
        ["Telegram:Token"] = token,
        ["Telegram:BaseUrl"] = address.ToString().TrimEnd('/'),
        ["Telegram:AllowedUsers"] = "*",
    };

    /// <summary>The bot of the real Telegram, as far as the command line says.</summary>
    public static Dictionary<string, string?> OfTelegram(LocalOptions options)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (options.Token is not null)
            settings["Telegram:Token"] = options.Token;

        if (options.TelegramUrl is not null)
            settings["Telegram:BaseUrl"] = options.TelegramUrl.ToString().TrimEnd('/');

        if (options.AllowedUsers.Count > 0)
            settings["Telegram:AllowedUsers"] = string.Join(',', options.AllowedUsers);

        return settings;
    }
}
