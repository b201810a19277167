using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Metrics;
using TelegramAI.Chat;
using TelegramAI.Chat.Registration;
using TelegramAI.Core.Chats;

namespace TelegramAI.Functions.Webhook;

/// <summary>
/// Checks that Telegram still sends updates to this stack, and publishes the result, from which an alarm is raised. A webhook that was removed,
/// or whose secret is out of date, is set again. One that points elsewhere is only reported: it may be another live deployment, and two that
/// repaired themselves would take it from each other for ever.
/// </summary>
public sealed partial class WebhookWatch(
    IBotSecrets secrets,
    TelegramClients clients,
    WebhookMetrics metrics,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookWatch> logger)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);

    private Uri Url => new(options.Value.Url);

    /// <summary>Checks it once. It never throws: the fleet's metric, which is published beside it, must not depend on Telegram.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await CheckAsync(await secrets.GetAsync(both.Token), both.Token);
        }
        catch (Exception exception)
        {
            // Without a datapoint the alarm keeps its state.
            LogNotChecked(exception);
        }
    }

    private async Task CheckAsync(BotSecret secret, CancellationToken cancellationToken)
    {
        try
        {
            await InspectAsync(secret, cancellationToken);
        }
        catch (TelegramTokenRefusedException exception)
        {
            var renewed = await secrets.RefreshAsync(secret, cancellationToken);
            if (!string.Equals(renewed.Token, secret.Token, StringComparison.Ordinal))
            {
                await InspectAsync(renewed, cancellationToken);
                return;
            }

            LogTokenRefused(exception);
            await metrics.PublishAsync(isHealthy: false, pending: null, cancellationToken);
        }
    }

    private async Task InspectAsync(BotSecret secret, CancellationToken cancellationToken)
    {
        var registration = new BotRegistration(clients.Create(secret.Token));
        var state = await registration.ReadAsync(cancellationToken);
        var health = state.HealthOf(Url, time.GetUtcNow());
        await metrics.PublishAsync(health is WebhookHealth.Healthy, state.Pending, cancellationToken);
        switch (health)
        {
            case WebhookHealth.Gone:
                await RegisterAsync(registration, secret, cancellationToken);
                LogSetAgain();
                break;
            case WebhookHealth.SecretRefused:
                // The secret may have been changed since this process read it.
                await RegisterAsync(registration, await secrets.RefreshAsync(secret, cancellationToken), cancellationToken);
                LogSecretRenewed(state.Pending);
                break;
            case WebhookHealth.Elsewhere:
                LogElsewhere(state.Url?.Host ?? "");
                break;
            case WebhookHealth.Failing:
                LogFailing(state.Pending, state.LastError ?? "");
                break;
        }
    }

    private Task RegisterAsync(BotRegistration registration, BotSecret secret, CancellationToken cancellationToken) =>
        registration.RegisterAsync(Url, secret.WebhookSecret, options.Value.MaxConnections, cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot's webhook was missing; it has been set again")]
    private partial void LogSetAgain();

    [LoggerMessage(Level = LogLevel.Error, Message = "The webhook had an old secret while {Pending} updates waited; it has been set again with the current one")]
    private partial void LogSecretRenewed(int pending);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The bot's webhook points to {Host}, so this stack gets no updates. It is left as it is: remove the other deployment, or deploy this stack again")]
    private partial void LogElsewhere(string host);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram can't deliver updates: {Pending} wait, and the last error is '{LastError}'")]
    private partial void LogFailing(int pending, string lastError);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram does not know the bot's token any more: deploy the stack again with a new one from @BotFather")]
    private partial void LogTokenRefused(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not check the webhook")]
    private partial void LogNotChecked(Exception exception);
}
