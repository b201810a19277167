using Microsoft.Playwright;
using TelegramAI.Browser.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Pages;

public sealed class SoundPageSpecs(BrowserSession session)
{
    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    public async Task A_session_gives_the_browser_nothing_to_complain_of_and_nothing_stands_out_sideways(string kind)
    {
        await using var chat = await session.OpenChatAsync(kind is "phone" ? WindowKind.Phone : WindowKind.Desktop);
        await chat.SayVideoAsync("demo-bars05", "360p");
        await chat.ExpectVideosAsync(1);
        Assert.True(await new VideoPlayer(chat.Videos.First).PlaysAsync(frames: 5), "The video does not play.");
        await chat.SayAsync($"nothing {new string('x', 200)}");
        await Expect(chat.BotMessages).Not.ToHaveCountAsync(1);

        await chat.Page.Locator("#theme-button").ClickAsync();
        await chat.Page.Locator("#menu-button").ClickAsync();
        await Expect(chat.Page.Locator("#menu")).ToBeVisibleAsync();
        await chat.Page.Keyboard.PressAsync("Escape");
        await Expect(chat.Page.Locator("#menu")).ToBeHiddenAsync();
        await ExpectNothingSidewaysAsync(chat.Page);

        await chat.Page.GotoAsync(new Uri(new Uri(chat.Page.Url), "/operator/").ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(chat.Page.Locator("#status[data-state=live]")).ToBeVisibleAsync();
        await ExpectNothingSidewaysAsync(chat.Page);

        Assert.Empty(chat.Errors);
    }

    [Fact]
    public async Task The_policy_against_foreign_scripts_is_there_and_its_violation_is_an_error_of_the_session()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.Page.EvaluateAsync("() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.foreign = 1' }))");

        Assert.True(await chat.Page.EvaluateAsync<bool>("() => window.foreign === undefined"));
        Assert.Contains(chat.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    private static async Task ExpectNothingSidewaysAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            var width = await frame.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(width <= 0, $"{frame.Url} is {width} pixels too wide.");
        }
    }
}
