using System.Text.RegularExpressions;
using TelegramAI.Browser.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Pages;

/// <summary>Makes the pictures of the documentation, where TELEGRAMAI_SCREENSHOTS names a folder for them.</summary>
public sealed partial class ScreenshotSpecs(BrowserSession session)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TELEGRAMAI_SCREENSHOTS");

    [Fact]
    public async Task The_desktop_shows_a_video_a_download_and_a_grown_fleet()
    {
        Assert.SkipUnless(Folder is not null, "TELEGRAMAI_SCREENSHOTS names no folder for pictures.");
        Requirements.NeedFfmpeg();
        await using var product = await LocalProcess.StartAsync(speed: 60, TestContext.Current.CancellationToken);
        await using var chat = await session.OpenChatAsync(product: product);
        await using var crowd = await session.OpenChatAsync(product: product);
        await ShowVideoAsync(chat, "demo-mandel", second: 8);

        await chat.SayVideoAsync("demo-slowly");
        await crowd.SayAsync(string.Join('\n', Enumerable.Range(1, 24).Select(number => $"https://www.youtube.com/watch?v=slow-{number:000000}")));
        await Expect(chat.Operator.Locator("#fleet-text")).ToContainTextAsync(Grown(), new() { Timeout = 60_000 });
        await chat.ExpectTextAsync(Percentage());
        await SaveAsync(chat);
    }

    [Fact]
    public async Task The_phone_shows_a_video_in_the_dark()
    {
        Assert.SkipUnless(Folder is not null, "TELEGRAMAI_SCREENSHOTS names no folder for pictures.");
        Requirements.NeedFfmpeg();
        await using var chat = await session.OpenChatAsync(WindowKind.Phone);
        await ShowVideoAsync(chat, "demo-test10", second: 4);
        await chat.SayVideoAsync("slow-000009");
        await chat.ExpectTextAsync(Percentage());
        await SaveAsync(chat);
    }

    private static async Task ShowVideoAsync(ChatWindow chat, string id, double second)
    {
        await chat.SayVideoAsync(id);
        await chat.ExpectVideosAsync(1);
        await new VideoPlayer(chat.Videos.First).SeekAsync(second);
    }

    private static async Task SaveAsync(ChatWindow chat)
    {
        // What has just arrived finishes its way in.
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        var name = (await chat.Page.EvaluateAsync<int>("() => innerWidth")) >= 1000 ? "desktop.png" : "phone.png";
        await chat.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name) });
    }

    [GeneratedRegex("^[3-9] in service", RegexOptions.None, 1000)]
    private static partial Regex Grown();

    [GeneratedRegex("[2-9][0-9] % of", RegexOptions.None, 1000)]
    private static partial Regex Percentage();
}
