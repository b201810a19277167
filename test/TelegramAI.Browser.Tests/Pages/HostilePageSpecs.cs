using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TelegramAI.Browser.Tests.Product;

namespace TelegramAI.Browser.Tests.Pages;

/// <summary>A foreign page that is open in the same browser as the chat, and knows all that could be known.</summary>
public sealed class HostilePageSpecs(BrowserSession session)
{
    [Fact(Timeout = 120_000)]
    public async Task A_foreign_page_reads_nothing_and_says_nothing_in_the_chat()
    {
        await using var chat = await session.OpenChatAsync();
        var own = new Uri(chat.Page.Url).GetLeftPart(UriPartial.Authority);
        var evil = await chat.Page.Context.NewPageAsync();
        await evil.RouteAsync("http://evil.example/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>evil</title>" }));
        await evil.GotoAsync("http://evil.example/");

        var read = await evil.EvaluateAsync<string[]>(
            """
            async ([own, bot, chat]) => {
              const seen = [];
              const targets = [`${own}/chat/messages`, `${own}/bot${bot}/getMe`, `${own}/bot${bot}/sendMessage?chat_id=${chat}&text=forged`];
              for (const target of targets) {
                await fetch(target).then(async (answer) => seen.push(await answer.text())).catch(() => {});
                await fetch(target, { mode: "no-cors", credentials: "include", method: "POST" }).catch(() => {});
                await new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: target }));
              }
              return seen;
            }
            """,
            new[] { own, BotToken(session.SharedSecret), chat.Page.Url.Split("chat=")[1] });

        Assert.Empty(read);
        await chat.ReloadAsync();
        Assert.DoesNotContain("forged", await chat.Page.Locator("#messages").TextContentAsync(), StringComparison.Ordinal);
    }

    private static string BotToken(byte[] key) =>
        $"1000000001:{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("bot token")))}";
}
