using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using TelegramAI.Benchmarks.Measuring;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.Core.Chats;
using TelegramAI.Local.ChatPage;

namespace TelegramAI.Benchmarks.Page;

/// <summary>How many changes of a message the chat page shows in a second: a bot edits, the page's stream of events is read.</summary>
internal static class PageBenchmark
{
    private const int Edits = 3000;
    private const long Chat = 1;
    private const string Token = "1:000000000000000000000000000000";

    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var app = await StartAsync(folder.Path);
        var address = new Uri(app.Urls.First());
        await app.Services.GetRequiredService<LocalChats>().SendAsync(new ChatId(Chat), "/start");

        var bot = new TelegramBotClient(new TelegramBotClientOptions(Token, address.ToString().TrimEnd('/')));
        var message = await bot.SendMessage(Chat, "0");

        ConcurrentDictionary<int, long> sentAt = [];
        var reading = ReadAsync(address, sentAt);
        for (var warm = -100; warm < 0; warm++)
            await EditAsync(warm);

        var began = Stopwatch.GetTimestamp();
        for (var edit = 1; edit <= Edits; edit++)
            await EditAsync(edit);

        var editing = Stopwatch.GetElapsedTime(began);
        var (delays, lastAt) = await reading;
        var reader = Stopwatch.GetElapsedTime(began, lastAt);
        var delay = new Sample(delays);
        new Table("", "per second", "of the edits")
            .Add("edits answered", $"{Edits / editing.TotalSeconds:0}", $"{1:0%}")
            .Add("updates that the reader saw", $"{delays.Count / reader.TotalSeconds:0}", $"{(double)delays.Count / Edits:0%}")
            .Print($"{Edits} edits of one message, one after the other, through Telegram.Bot; one reader of the page's events");
        Console.WriteLine();
        Console.WriteLine($"From the edit's call to the reader: {delay.Median:0.00} ms in the median, {delay.Highest:0.0} ms at most. The newest text always arrives.");

        Task EditAsync(int edit)
        {
            sentAt[edit] = Stopwatch.GetTimestamp();
            return bot.EditMessageText(Chat, message.Id, $"{edit}");
        }
    }

    private static async Task<WebApplication> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // The limit of one chat, 100 a second unless set, is what a benchmark of the page would measure otherwise.
        builder.Services.AddBotApi(options =>
        {
            (options.DataFolder, options.Token) = (folder, Token);
            (options.MessagesPerSecond, options.Burst) = (1e6, 1_000_000);
        });
        builder.Services.AddChatPage();
        var app = builder.Build();
        app.MapBotApi();
        app.MapChatPage();
        await app.StartAsync();
        return app;
    }

    /// <returns>Of each measured edit that was seen, how long it took in milliseconds; and when the last of them came.</returns>
    private static async Task<(IReadOnlyList<double> Delays, long LastAt)> ReadAsync(Uri address, ConcurrentDictionary<int, long> sentAt)
    {
        using var http = new HttpClient();
        await using var stream = await http.GetStreamAsync(new Uri(address, $"/chat/events?chat={Chat}"));
        List<double> delays = [];
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType is not "message")
                continue;

            using var json = JsonDocument.Parse(item.Data);
            var text = json.RootElement.GetProperty("message").GetProperty("text").GetString();
            if (!int.TryParse(text, CultureInfo.InvariantCulture, out var edit) || edit <= 0)
                continue;

            delays.Add(Stopwatch.GetElapsedTime(sentAt[edit]).TotalMilliseconds);
            if (edit == Edits)
                break;
        }

        return (delays, Stopwatch.GetTimestamp());
    }
}
