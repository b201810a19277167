using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TelegramAI.Local.Access;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.Access;

public sealed class AccessKeySpecs : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;
    private readonly AccessKey _key;

    public AccessKeySpecs()
    {
        _key = AccessKey.Open(_folder["access.key"]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseLocalOnly();
        _app.UseAccessKey(_key);
        _app.Run(context => context.Response.WriteAsync($"{context.Request.Path}{context.Request.QueryString}"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _app.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory(Timeout = 30_000)]
    [InlineData("/")]
    [InlineData("/chat/messages")]
    [InlineData("/operator/events")]
    [InlineData("/?key=wrong")]
    public async Task Without_the_key_nothing_is_answered(string path)
    {
        using var http = Client();

        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Open the address that the program printed", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_printed_address_opens_the_page_and_what_it_asks_for_and_the_key_leaves_the_address()
    {
        using var http = Client();

        var page = await http.GetStringAsync(_key.Open(new Uri(http.BaseAddress!, "/operator")), Cancel);
        var chat = await http.GetStringAsync(new Uri($"/?chat=7&key={_key.Text}", UriKind.Relative), Cancel);
        var asked = await http.GetStringAsync(new Uri("/chat/messages?chat=1", UriKind.Relative), Cancel);

        Assert.Equal(["/operator", "/?chat=7", "/chat/messages?chat=1"], [page, chat, asked]);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_browser_keeps_the_key_from_scripts_and_from_foreign_pages()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });

        using var answer = await http.GetAsync(_key.Open(new Uri(_app.Urls.First())), Cancel);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_program_sends_the_key_as_a_header()
    {
        using var http = Client();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key.Text);

        Assert.Equal("/chat/messages", await http.GetStringAsync(new Uri("/chat/messages", UriKind.Relative), Cancel));
    }

    [Fact]
    public void Each_data_folder_has_a_key_and_a_bot_token_of_its_own_which_stay()
    {
        using var other = new TempFolder();
        var again = AccessKey.Open(_folder["access.key"]);
        var elsewhere = AccessKey.Open(other["access.key"]);

        Assert.Equal((_key.Text, _key.BotToken), (again.Text, again.BotToken));
        Assert.NotEqual(_key.Text, elsewhere.Text);
        Assert.NotEqual(_key.BotToken, elsewhere.BotToken);
        Assert.DoesNotContain(_key.Text, $"{_key}", StringComparison.Ordinal);
    }

    private HttpClient Client() => new() { BaseAddress = new Uri(_app.Urls.First()) };
}
