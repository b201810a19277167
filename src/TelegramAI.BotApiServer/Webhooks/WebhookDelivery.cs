using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Updates;

namespace TelegramAI.BotApiServer.Webhooks;

/// <summary>
/// Delivers updates to the webhook, one at a time and each until it is accepted, for at most a day. One that is refused waits
/// longer each time and lets the others pass.
/// </summary>
internal sealed partial class WebhookDelivery(
    ChatDatabase database,
    ChatEvents events,
    BotMethods methods,
    IHttpClientFactory http,
    IOptions<BotApiOptions> options,
    TimeProvider time,
    ILogger<WebhookDelivery> logger) : BackgroundService
{
    public const string Client = "webhook";

    private const long LongestReply = 1024 * 1024;

    // https://core.telegram.org/bots/api#getting-updates
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DeliverNextAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Nothing that goes wrong with one update may end the delivery of the others.
                LogBroken(exception);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverNextAsync(CancellationToken cancellationToken)
    {
        var changed = events.Updates.Next;
        var (webhook, update) = await database.ReadAsync(
            transaction => (transaction.Setting<Webhook>(Webhook.Setting), transaction.NextDueUpdate()),
            cancellationToken);
        if (webhook is null || update is null)
        {
            await changed.WaitAsync(cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        var due = DateTimeOffset.FromUnixTimeMilliseconds(update.DueAt);
        if (due > now)
        {
            await Task.WhenAny(changed, Task.Delay(due - now, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        if (await PostAsync(webhook, update, cancellationToken) is { } error)
            await FailAsync(webhook, update, error, cancellationToken);
        else
            await database.WriteAsync(transaction => transaction.Confirm(update.Id), cancellationToken);
    }

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> PostAsync(Webhook webhook, PendingUpdate update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(update.Json, Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        if (webhook.SecretToken is { } secret)
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);

        try
        {
            using var client = http.CreateClient(Client);
            client.MaxResponseContentBufferSize = LongestReply;
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                return $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";

            await ReplyAsync(await response.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
            return null;
        }
        catch (HttpRequestException exception)
        {
            return $"Connection failed: {exception.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    // The bot may name one method in its answer, and never learns how that went:
    // https://core.telegram.org/bots/api#making-requests-when-getting-updates
    private async Task ReplyAsync(string body, CancellationToken cancellationToken)
    {
        try
        {
            if (body.AsSpan().TrimStart() is not ['{', ..] || JsonNode.Parse(body) is not JsonObject reply || reply["method"] is not JsonValue method)
                return;

            using var call = new BotCall(method.ToString(), reply, new Dictionary<string, Files.Upload>(StringComparer.Ordinal));
            await methods.RunAsync(call, cancellationToken);
        }
        catch (Exception exception) when (exception is BotApiException or JsonException)
        {
            LogReplyRefused(exception.Message);
        }
    }

    private Task FailAsync(Webhook webhook, PendingUpdate update, string error, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var delay = options.Value.WebhookRetryDelay * Math.Pow(2, Math.Min(update.Attempts, 20));
        if (delay > options.Value.MaxWebhookRetryDelay)
            delay = options.Value.MaxWebhookRetryDelay;

        LogFailed(update.Id, error, delay);
        return database.WriteAsync(
            transaction =>
            {
                // Another webhook may have been set meanwhile: this error is not its own.
                if (transaction.Setting<Webhook>(Webhook.Setting) is { } current && string.Equals(current.Url, webhook.Url, StringComparison.Ordinal))
                    transaction.SetSetting(Webhook.Setting, current with { LastErrorDate = now.ToUnixTimeSeconds(), LastErrorMessage = error });

                if (now - DateTimeOffset.FromUnixTimeMilliseconds(update.CreatedAt) > LongestKept)
                    transaction.Confirm(update.Id);
                else
                    transaction.Postpone(update.Id, now + delay);
            },
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The webhook did not take update {UpdateId}: {Error}. Next try in {Delay}")]
    private partial void LogFailed(long updateId, string error, TimeSpan delay);

    [LoggerMessage(LogLevel.Warning, "The method in the webhook's response was refused: {Error}")]
    private partial void LogReplyRefused(string error);

    [LoggerMessage(LogLevel.Error, "Delivering an update failed")]
    private partial void LogBroken(Exception exception);
}
