using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TelegramAI.Testing.Telegram;

/// <summary>A Bot API server on loopback: it keeps what it was asked, answers as it was told, and hands out updates as Telegram does.</summary>
public sealed class BotApi : IAsyncDisposable
{
    public const string Token = "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<BotApiCall> _calls = new();
    private readonly Lock _gate = new();
    private readonly List<(long? Id, JsonNode? Update)> _updates = [];

    private BotApi(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IReadOnlyList<BotApiCall> Calls => [.. _calls];

    public IEnumerable<BotApiCall> CallsOf(string method) => _calls.Where(call => call.Method.Equals(method, StringComparison.OrdinalIgnoreCase));

    /// <summary>The updates that nobody has confirmed.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
                return _updates.Count;
        }
    }

    /// <summary>The webhook that was set; empty where there is none.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>How many updates wait for the webhook.</summary>
    public int WebhookPending { get; set; }

    /// <summary>When and why the webhook failed last.</summary>
    public (DateTimeOffset At, string Message)? WebhookError { get; set; }

    public static async Task<BotApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = long.MaxValue);

        var app = builder.Build();
        var api = new BotApi(app);
        app.Map("/bot{token}/{method}", api.ServeAsync);
        await app.StartAsync();
        return api;
    }

    public void Push(long id, string json)
    {
        lock (_gate)
            _updates.Add((id, JsonNode.Parse(json)));
    }

    public void PushText(long id, string text, long user = 7, long chat = 7) => Push(
        id,
        new JsonObject
        {
            ["update_id"] = id,
            ["message"] = new JsonObject
            {
                ["message_id"] = id,
                ["date"] = 1_700_000_000,
                ["chat"] = new JsonObject { ["id"] = chat, ["type"] = "private" },
                ["from"] = new JsonObject { ["id"] = user, ["is_bot"] = false, ["first_name"] = "A" },
                ["text"] = text,
            },
        }.ToJsonString());

    /// <summary>Answers the next call of a method so, and later ones as usual.</summary>
    public void Next(string method, Func<HttpContext, Task> answer) => _answers.GetOrAdd(method, _ => new()).Enqueue(answer);

    public void NextError(string method, int code, string description, int? retryAfter = null) => Next(
        method,
        context => ReplyAsync(context, code, new JsonObject
        {
            ["ok"] = false,
            ["error_code"] = code,
            ["description"] = description,
            ["parameters"] = retryAfter is { } seconds ? new JsonObject { ["retry_after"] = seconds } : null,
        }));

    public void NextRaw(string method, int status, string body) => Next(
        method,
        async context =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context, string token, string method)
    {
        var call = await BotApiCall.ReadAsync(method, context.Request);
        _calls.Enqueue(call);

        if (_answers.TryGetValue(method, out var answers) && answers.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }

        if (!string.Equals(token, Token, StringComparison.Ordinal))
        {
            await ReplyAsync(context, 401, new JsonObject { ["ok"] = false, ["error_code"] = 401, ["description"] = "Unauthorized" });
            return;
        }

        JsonNode? result = method.ToUpperInvariant() switch
        {
            "GETME" => new JsonObject { ["id"] = 123456, ["is_bot"] = true, ["first_name"] = "Bot", ["username"] = "video_bot" },
            "GETUPDATES" => await UpdatesAsync(call, context.RequestAborted),
            "SENDMESSAGE" or "SENDVIDEO" or "EDITMESSAGETEXT" or "EDITMESSAGEMEDIA" or "EDITMESSAGEREPLYMARKUP" => Message(call),
            "GETWEBHOOKINFO" => WebhookInfo(),
            "SETWEBHOOK" => SetWebhook(call.Fields["url"]),
            "DELETEWEBHOOK" => SetWebhook(""),
            _ => JsonValue.Create(true),
        };
        await ReplyAsync(context, 200, new JsonObject { ["ok"] = true, ["result"] = result });
    }

    private JsonValue SetWebhook(string url)
    {
        (WebhookUrl, WebhookError) = (url, null);
        return JsonValue.Create(true);
    }

    private JsonObject WebhookInfo()
    {
        var info = new JsonObject { ["url"] = WebhookUrl, ["has_custom_certificate"] = false, ["pending_update_count"] = WebhookPending };
        if (WebhookError is { } error)
        {
            info["last_error_date"] = error.At.ToUnixTimeSeconds();
            info["last_error_message"] = error.Message;
        }

        return info;
    }

    private static JsonObject Message(BotApiCall call)
    {
        var message = new JsonObject
        {
            ["message_id"] = call.Fields.TryGetValue("message_id", out var id) ? int.Parse(id, null) : 900,
            ["date"] = 1_700_000_000,
            ["chat"] = new JsonObject { ["id"] = long.Parse(call.Fields["chat_id"], null), ["type"] = "private" },
        };

        if (call.Method.Equals("editMessageMedia", StringComparison.OrdinalIgnoreCase))
        {
            message["video"] = new JsonObject
            {
                ["file_id"] = "stored-file",
                ["file_unique_id"] = "u",
                ["width"] = 1,
                ["height"] = 1,
                ["duration"] = 1,
            };
        }

        return message;
    }

    private async Task<JsonArray> UpdatesAsync(BotApiCall call, CancellationToken cancellationToken)
    {
        var offset = call.Fields.TryGetValue("offset", out var text) ? long.Parse(text, null) : 0;
        var limit = call.Fields.TryGetValue("limit", out var most) ? int.Parse(most, null) : 100;
        var timeout = call.Fields.TryGetValue("timeout", out var seconds) ? int.Parse(seconds, null) : 0;
        for (var waited = 0; ; waited += 20)
        {
            lock (_gate)
            {
                _updates.RemoveAll(update => update.Id < offset);
                if (_updates.Count > 0 || waited >= timeout * 1000)
                    return [.. _updates.Take(limit).Select(update => update.Update?.DeepClone())];
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    private static async Task ReplyAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }
}
