using System.Net;
using Telegram.Bot;
using TelegramAI.Local.Tests.ChatPage;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.Access;

/// <summary>A foreign page in the same browser gets nothing and changes nothing, whatever it asks and by whatever verb.</summary>
public class OriginSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Asked => new()
    {
        { "GET", "/" },
        { "GET", "/chat/chat.js" },
        { "GET", "/chat/messages" },
        { "GET", "/chat/events" },
        { "GET", "/chat/suggestions" },
        { "HEAD", "/" },
        { "OPTIONS", "/chat/clear" },
        { "POST", "/chat/clear" },
        { "GET", $"/bot{LoopbackTelegram.Token}/sendMessage?chat_id=1&text=forged" },
        { "POST", $"/bot{LoopbackTelegram.Token}/sendMessage?chat_id=1&text=forged" },
        { "GET", $"/bot{LoopbackTelegram.Token}/setWebhook?url=http://127.0.0.1:9/" },
        { "GET", $"/bot{LoopbackTelegram.Token}/getUpdates?offset=-1" },
        { "GET", $"/file/bot{LoopbackTelegram.Token}/videos/a.mp4" },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Asked))]
    public async Task A_foreign_page_is_answered_nothing(string verb, string path)
    {
        await using var server = await PageServer.StartAsync();
        await server.SayAsync("mine");

        foreach (var (name, value) in ((string, string)[])[
            ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "http://127.0.0.1:1"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")])
        {
            using var request = new HttpRequestMessage(new HttpMethod(verb), path);
            request.Headers.Add(name, value);
            using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, name, value), (response.StatusCode, name, value));
        }

        await AssertUntouchedAsync(server);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Asked))]
    public async Task A_name_that_resolves_to_this_machine_is_not_its_name(string verb, string path)
    {
        await using var server = await PageServer.StartAsync();
        await server.SayAsync("mine");
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Headers.Host = "rebound.example";
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        await AssertUntouchedAsync(server);
    }

    private static async Task AssertUntouchedAsync(LoopbackTelegram server)
    {
        var history = await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel);
        Assert.Equal("mine", Assert.Single(history.Messages).Message!.Text);
        Assert.Equal("mine", Assert.Single(await server.Bot.GetUpdates(cancellationToken: Cancel)).Message!.Text);
        Assert.Equal("", (await server.Bot.GetWebhookInfo(Cancel)).Url);
    }
}
