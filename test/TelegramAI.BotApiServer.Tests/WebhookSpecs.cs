using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class WebhookSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Updates_are_delivered_with_the_secret_and_in_order()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await using var hook = await Hook.StartAsync();
        await server.SayAsync("before");
        await server.Bot.SetWebhook(hook.Url, secretToken: "s3cret", cancellationToken: Cancel);
        await server.SayAsync("after");

        await hook.CountAsync(2);

        Assert.Equal(["before", "after"], hook.Taken.Select(taken => taken.Text), StringComparer.Ordinal);
        Assert.All(hook.Taken, taken => Assert.Equal("s3cret", taken.Secret));
        Assert.Equal(0, await PendingAsync(server));
    }

    [Fact]
    public async Task A_refused_update_is_tried_again_and_the_error_is_told()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await using var hook = await Hook.StartAsync(refusals: 2);
        await server.Bot.SetWebhook(hook.Url, cancellationToken: Cancel);
        await server.SayAsync("persist");

        await hook.CountAsync(3);

        Assert.All(hook.Taken, taken => Assert.Equal("persist", taken.Text));
        var info = await server.Bot.GetWebhookInfo(Cancel);
        Assert.Equal(hook.Url, info.Url);
        Assert.StartsWith("Wrong response from the webhook: 500", info.LastErrorMessage, StringComparison.Ordinal);
        Assert.Equal(0, await PendingAsync(server));
    }

    [Fact]
    public async Task A_method_in_the_answer_is_done()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await using var hook = await Hook.StartAsync(reply: """{"method":"sendMessage","chat_id":1,"text":"queued"}""");
        await server.Bot.SetWebhook(hook.Url, cancellationToken: Cancel);
        await server.SayAsync("a link");
        await hook.CountAsync(1);
        await PendingAsync(server);

        var history = await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel);

        Assert.Equal(["a link", "queued"], history.Messages.Select(change => change.Message!.Text!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_update_waits_for_its_webhook_over_a_restart()
    {
        var folder = LoopbackTelegram.NewFolder();
        var port = 0;
        await using (var probe = await Hook.StartAsync())
            port = new Uri(probe.Url).Port;

        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            await server.Bot.SetWebhook($"http://127.0.0.1:{port}/hook", cancellationToken: Cancel);
            await server.SayAsync("wait for it");
        }

        await using (var hook = await Hook.StartAsync(port: port))
        await using (await LoopbackTelegram.StartAsync(folder: folder))
        {
            await hook.CountAsync(1);
            Assert.Equal("wait for it", hook.Taken.First().Text);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Polling_and_a_webhook_exclude_each_other()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.Bot.SetWebhook("http://127.0.0.1:9/hook", cancellationToken: Cancel);

        await MessageSpecs.RefusedAsync(409, "Conflict: can't use getUpdates method while webhook is active*", () => server.Bot.GetUpdates(cancellationToken: Cancel));

        await server.SayAsync("dropped");
        await server.Bot.DeleteWebhook(dropPendingUpdates: true, Cancel);
        Assert.Empty(await server.Bot.GetUpdates(cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_webhook_needs_an_address_and_a_sound_secret()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        await MessageSpecs.RefusedAsync(400, "Bad Request: bad webhook: invalid URL specified", () => server.Bot.SetWebhook("nowhere", cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: secret token contains unallowed characters",
            () => server.Bot.SetWebhook("http://127.0.0.1:9/", secretToken: "not allowed!", cancellationToken: Cancel));
    }

    private static async Task<int> PendingAsync(LoopbackTelegram server)
    {
        for (var i = 0; i < 100; i++)
        {
            if ((await server.Bot.GetWebhookInfo(Cancel)).PendingUpdateCount is 0)
                return 0;

            await Task.Delay(50, Cancel);
        }

        return (await server.Bot.GetWebhookInfo(Cancel)).PendingUpdateCount;
    }

    private sealed class Hook(WebApplication app, ConcurrentQueue<(string Text, string? Secret)> taken) : IAsyncDisposable
    {
        public IReadOnlyCollection<(string Text, string? Secret)> Taken => taken;

        public string Url => $"{app.Urls.First()}/hook";

        public static async Task<Hook> StartAsync(int refusals = 0, string reply = "", int port = 0)
        {
            var taken = new ConcurrentQueue<(string, string?)>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
            var app = builder.Build();
            app.MapPost("/hook", async (HttpContext context) =>
            {
                var update = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
                taken.Enqueue(((string)update!["message"]!["text"]!, context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]));
                return taken.Count <= refusals ? Results.StatusCode(500) : Results.Text(reply, "application/json");
            });
            await app.StartAsync();
            return new Hook(app, taken);
        }

        public async Task CountAsync(int count)
        {
            for (var i = 0; i < 300 && taken.Count < count; i++)
                await Task.Delay(50, Cancel);

            Assert.True(taken.Count >= count, $"{taken.Count} updates were delivered, not {count}");
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
