using System.Diagnostics;
using System.Globalization;
using TelegramAI.Browser.Tests.Pages;
using TelegramAI.Browser.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Operator;

public sealed class FleetSpecs(BrowserSession session)
{
    [Fact]
    public async Task Fifty_links_at_once_grow_the_fleet_that_the_operator_sees_until_all_have_come_and_nobody_works()
    {
        await using var product = await LocalProcess.StartAsync(speed: 60, TestContext.Current.CancellationToken);
        await using var chat = await session.OpenChatAsync(product: product);

        await chat.SayAsync(string.Join('\n', Enumerable.Range(1, 50).Select(number => $"https://www.youtube.com/watch?v=many-{number:000000}")));

        var most = await MostInServiceUntilTheFleetIsGoneAsync(chat);
        Assert.True(most > 1, $"The fleet grew to {most} only.");
        await chat.ExpectVideosAsync(50);
        await Expect(chat.Operator.Locator("#dead-letters")).ToHaveTextAsync("0");
        await Expect(chat.Operator.Locator("#finished tr").First).ToBeVisibleAsync();
    }

    private static async Task<int> MostInServiceUntilTheFleetIsGoneAsync(ChatWindow chat)
    {
        var most = 0;
        for (var watched = Stopwatch.StartNew(); watched.Elapsed < TimeSpan.FromMinutes(3);)
        {
            var text = await chat.Operator.Locator("#fleet-text").TextContentAsync() ?? "";
            var now = int.Parse(text.Split(' ')[0] is { Length: > 0 } number ? number : "0", CultureInfo.InvariantCulture);
            most = Math.Max(most, now);
            if (most > 0 && now == 0 && await chat.Operator.Locator("#workers li.worker").CountAsync() == 0)
                return most;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The fleet, which grew to {most}, did not shrink to nothing: {await chat.Videos.CountAsync()} of 50 videos have come.");
        return most;
    }
}
