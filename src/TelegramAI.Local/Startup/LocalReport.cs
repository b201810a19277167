using Microsoft.Extensions.Options;
using TelegramAI.Chat;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Packages;
using TelegramAI.Disk;
using TelegramAI.Local.Access;
using TelegramAI.Local.Operator;
using TelegramAI.Web.Operator;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.Local.Startup;

/// <summary>Says what was started, what was found and what is missing.</summary>
internal static class LocalReport
{
    public static async Task PrintAsync(
        IServiceProvider services, LocalOptions options, DataFolder data, Uri address, YouTubeInUse youTube, bool isPage)
    {
        var health = services.GetRequiredService<HealthReport>();
        var ffmpeg = await services.GetRequiredService<FfmpegProbe>().FindAsync();
        health.Add(new HealthLine("YouTube", youTube.Why, youTube.IsDemo ? HealthLevel.Reduced : HealthLevel.Good));
        health.Add(ffmpeg is null
            ? new HealthLine("ffmpeg", "missing, so videos come in 360p at most: install ffmpeg for more", HealthLevel.Reduced)
            : new HealthLine("ffmpeg", ffmpeg.Version));
        health.Add(new HealthLine("Data", $"{data.Root}, {data.FreeBytes / 1_000_000_000.0:0.0} GB free"));

        var packages = BuiltPackages.Read();
        health.Add(new HealthLine("Packages", $"{(packages.ArePublished ? "published" : "stand-ins")} ({packages.Count}, which --version lists)"));

        var counts = await services.GetRequiredService<IJobQueue>().CountAsync();
        var key = services.GetRequiredService<AccessKey>();
        var screen = new StartScreen(Console.Out);
        if (isPage)
            screen.Add("Chat", $"{key.Open(address)}");
        else
            screen.Add("Telegram", Users(services.GetRequiredService<IOptions<TelegramOptions>>().Value));

        screen.Add("Operator", $"{key.Open(new Uri(address, "/operator"))}");
        foreach (var line in health.Lines)
            screen.Add(line.Name, line.Value);

        screen
            .Add("Fleet", $"up to {options.MaxInstances} workers with {options.Slots} slots each, on a clock {options.Speed:0.#} times faster than on AWS")
            .Add("Queue", counts.Open == 0 ? "empty" : $"{counts.Open} jobs left from the last time, which go on")
            .Add("Stop", "Ctrl+C; what is not finished goes on at the next start")
            .Print("TelegramAI: a link in the chat becomes a video you can play");
    }

    private static string Users(TelegramOptions telegram) => telegram.AllowedUsers.Count + telegram.Admins.Count == 0
        ? "serving, but nobody may use the bot: it tells each person their id, which --allow lets in"
        : $"serving {string.Join(", ", telegram.AllowedUsers.Concat(telegram.Admins))}";
}
