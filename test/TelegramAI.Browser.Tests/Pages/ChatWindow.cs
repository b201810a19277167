using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Pages;

/// <summary>The chat page in a window.</summary>
public sealed class ChatWindow : IAsyncDisposable
{
    /// <summary>Keeps every text that the bot's messages ever had: one that is soon edited away would be missed by looking now and then.</summary>
    private const string Recorder = """
        addEventListener("DOMContentLoaded", () => {
          const list = document.getElementById("messages");
          if (!list) return;
          window.said = [];
          new MutationObserver(() => {
            for (const { textContent: text } of list.querySelectorAll("[data-from=bot] .words"))
              if (!window.said.includes(text)) window.said.push(text);
          }).observe(list, { childList: true, subtree: true, characterData: true });
        });
        """;

    /// <summary>How long the slowest video may take on a busy machine.</summary>
    private static readonly float Patience = (float)TimeSpan.FromMinutes(1.5).TotalMilliseconds;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    private ChatWindow(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of: errors of scripts, resources that are missing, refusals by the content security policy.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public ILocator Input => Page.Locator("#message-input");

    public ILocator BotMessages => Page.Locator("#messages li.message[data-from=bot]");

    public ILocator OwnMessages => Page.Locator("#messages li.message[data-from=person]");

    public ILocator Videos => BotMessages.Locator("video");

    public IFrameLocator Operator => Page.FrameLocator("#operator-frame");

    public static async Task<ChatWindow> OpenAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Recorder);
        var window = new ChatWindow(context, page);
        // Its event streams never end: the network is never idle.
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await window.WaitUntilReadyAsync();
        return window;
    }

    public Task WaitUntilReadyAsync() => Expect(Page.Locator("html[data-ready=true]")).ToBeAttachedAsync(new() { Timeout = 15_000 });

    public async Task ReloadAsync()
    {
        await Page.ReloadAsync(new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await WaitUntilReadyAsync();
    }

    /// <summary>Writes into the message field and presses Enter.</summary>
    public async Task SayAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    public Task SayVideoAsync(string id, string height = "") => SayAsync($"https://www.youtube.com/watch?v={id} {height}".TrimEnd());

    public Task ExpectVideosAsync(int count, float? patience = null) => Expect(Videos).ToHaveCountAsync(count, new() { Timeout = patience ?? Patience });

    /// <summary>Waits for a message of the bot that has such a text now.</summary>
    public Task ExpectTextAsync(Regex text) =>
        Expect(BotMessages.Filter(new() { HasTextRegex = text }).First).ToBeVisibleAsync(new() { Timeout = Patience });

    /// <summary>Every text that the bot's messages have had since the page was opened, in that order.</summary>
    public Task<string[]> SaidAsync() => Page.EvaluateAsync<string[]>("() => window.said");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
