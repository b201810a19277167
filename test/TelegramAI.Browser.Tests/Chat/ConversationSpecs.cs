using System.Text.RegularExpressions;
using TelegramAI.Browser.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Chat;

public sealed partial class ConversationSpecs(BrowserSession session)
{
    [Fact]
    public async Task A_reload_keeps_the_conversation()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync("demo-bars05", "360p");
        await chat.ExpectVideosAsync(1);
        var before = await chat.Page.Locator("#messages .words").AllTextContentsAsync();

        await chat.ReloadAsync();

        await chat.ExpectVideosAsync(1);
        Assert.Equal(before, await chat.Page.Locator("#messages .words").AllTextContentsAsync());
    }

    [Fact]
    public async Task Somebody_without_a_mouse_writes_lines_with_Shift_Enter_and_sends_with_Enter()
    {
        await using var chat = await session.OpenChatAsync();
        await Expect(chat.Input).ToBeFocusedAsync();

        await chat.Page.Keyboard.TypeAsync("/status");
        await chat.Page.Keyboard.PressAsync("Shift+Enter");
        await chat.Page.Keyboard.TypeAsync("please");
        await Expect(chat.Input).ToHaveValueAsync("/status\nplease");
        await Expect(chat.OwnMessages).ToHaveCountAsync(0);
        await chat.Page.Keyboard.PressAsync("Enter");

        await Expect(chat.OwnMessages.Locator(".words")).ToHaveTextAsync("/status\nplease", new() { UseInnerText = true });
        await Expect(chat.Input).ToHaveValueAsync("");
        await Expect(chat.Input).ToBeFocusedAsync();
        await chat.ExpectTextAsync(QueueState());
    }

    [Fact]
    public async Task Somebody_without_a_mouse_presses_a_suggestion_and_stops_it_with_the_cancel_button()
    {
        await using var chat = await session.OpenChatAsync();
        var slow = chat.Page.Locator("#suggestions .chip", new() { HasText = "A slow connection" });
        await slow.FocusAsync();
        await chat.Page.Keyboard.PressAsync("Enter");

        var cancel = chat.BotMessages.Locator(".key").First;
        await chat.ExpectTextAsync(Percentage());
        await cancel.FocusAsync();
        await chat.Page.Keyboard.PressAsync("Enter");

        await chat.ExpectTextAsync(Cancelled());
    }

    [GeneratedRegex("queue is empty|running", RegexOptions.None, 1000)]
    private static partial Regex QueueState();

    [GeneratedRegex("[0-9]+ % of", RegexOptions.None, 1000)]
    private static partial Regex Percentage();

    [GeneratedRegex("Cancelled", RegexOptions.None, 1000)]
    private static partial Regex Cancelled();
}
