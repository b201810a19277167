using System.Globalization;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Chat.Registration;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Functions.Registration;

/// <summary>
/// The custom resource that sets the bot's webhook with the stack and removes it with the stack. Whatever happens, CloudFormation gets an
/// answer in time: a deployment fails with a reason, and never hangs.
/// </summary>
public sealed partial class WebhookRegistration
{
    private const string ResourceId = "telegram-webhook";
    private const int DefaultConnections = 40;

    /// <summary>https://core.telegram.org/bots/api#setwebhook</summary>
    private const int MostConnections = 100;

    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(15);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5));
    private readonly IBotSecrets _secrets;
    private readonly TelegramClients _clients;
    private readonly StackAnswer _answer;
    private readonly TimeProvider _time;
    private readonly ILogger<WebhookRegistration> _logger;

    public WebhookRegistration(
        RequiredOptions settings, IBotSecrets secrets, TelegramClients clients, StackAnswer answer, TimeProvider time, ILogger<WebhookRegistration> logger)
    {
        settings.Require<BotSecretOptions>().Require<WebhookSecretOptions>().Require<TelegramOptions>().ThrowIfInvalid();
        (_secrets, _clients, _answer, _time, _logger) = (secrets, clients, answer, time, logger);
    }

    [LambdaFunction(ResourceName = "WebhookRegistration", MemorySize = 256, Timeout = 60, Role = "@WebhookRegistrationRole")]
    public async Task RegisterWebhook(StackRequest request, ILambdaContext context)
    {
        using var deadline = new InvocationDeadline(context);
        var failure = await ApplyAsync(request, context.RemainingTime - ToAnswer);
        await _answer.PutAsync(
            new Uri(request.ResponseURL),
            new StackResponse
            {
                Status = failure is null ? "SUCCESS" : "FAILED",
                Reason = failure,
                PhysicalResourceId = request.PhysicalResourceId ?? ResourceId,
                StackId = request.StackId,
                RequestId = request.RequestId,
                LogicalResourceId = request.LogicalResourceId,
            },
            deadline.Token);
    }

    /// <returns>Why it failed, for the operator; null where it did not.</returns>
    private async Task<string?> ApplyAsync(StackRequest request, TimeSpan timeout)
    {
        using var timer = new CancellationTokenSource(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, _time);
        var isDelete = string.Equals(request.RequestType, "Delete", StringComparison.Ordinal);
        try
        {
            await RetryAsync(() => isDelete ? UnregisterAsync(request, timer.Token) : RegisterAsync(request, timer.Token), timeout, timer.Token);
            LogApplied(request.RequestType);
            return null;
        }
        catch (Exception exception)
        {
            LogFailed(exception, request.RequestType);

            // A stack whose token died long ago must still be deletable; Telegram gives up on a webhook that does not answer.
            return isDelete ? null : Reason(exception);
        }
    }

    private async Task RegisterAsync(StackRequest request, CancellationToken cancellationToken)
    {
        var connections = int.TryParse(request.ResourceProperties?.MaxConnections, CultureInfo.InvariantCulture, out var number) ? number : DefaultConnections;
        var secret = await ReadSecretAsync(cancellationToken);
        await Registration(secret).RegisterAsync(Url(request), secret.WebhookSecret, Math.Clamp(connections, 1, MostConnections), cancellationToken);
    }

    /// <summary>Removes this stack's webhook. Where another deployment of the bot has replaced it, that one keeps its own.</summary>
    private async Task UnregisterAsync(StackRequest request, CancellationToken cancellationToken)
    {
        if (!await Registration(await ReadSecretAsync(cancellationToken)).UnregisterAsync(Url(request), cancellationToken))
            LogNotOwn();
    }

    private static Uri Url(StackRequest request) => Uri.TryCreate(request.ResourceProperties?.Url, UriKind.Absolute, out var url)
        ? url
        : throw new FormatException($"The property Url is '{request.ResourceProperties?.Url}', which is no address");

    /// <summary>Reads it anew: what an earlier request of the stack has read may be older than the stack.</summary>
    private async Task<BotSecret> ReadSecretAsync(CancellationToken cancellationToken) =>
        await _secrets.RefreshAsync(await _secrets.GetAsync(cancellationToken), cancellationToken);

    private BotRegistration Registration(BotSecret secret) => new(_clients.Create(secret.Token));

    /// <summary>Tries again as long as there is time, where time may mend it.</summary>
    private async Task RetryAsync(Func<Task> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var wait = _backoff.After(failures);
            try
            {
                await call();
                return;
            }
            catch (ChatBusyException busy) when (_time.GetElapsedTime(began) + busy.RetryAfter < timeout)
            {
                LogAgain(busy, failures);
                wait = busy.RetryAfter;
            }
            catch (ChatUnavailableException exception) when (_time.GetElapsedTime(began) + wait < timeout)
            {
                LogAgain(exception, failures);
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        TelegramTokenRefusedException or ArgumentException { ParamName: "token" } =>
            "Telegram does not know this bot token: copy it again from @BotFather into the parameter TelegramBotToken, and deploy again",
        ChatUnavailableException or OperationCanceledException => $"Telegram could not be reached: {exception.Message}",
        ChatException => $"Telegram refused the webhook: {exception.Message}",
        _ => exception.Message,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{RequestType} of the webhook succeeded")]
    private partial void LogApplied(string requestType);

    [LoggerMessage(Level = LogLevel.Information, Message = "The webhook no longer belongs to this stack; leaving it alone")]
    private partial void LogNotOwn();

    [LoggerMessage(Level = LogLevel.Error, Message = "{RequestType} of the webhook failed")]
    private partial void LogFailed(Exception exception, string requestType);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram did not accept the webhook ({Failures} attempts so far)")]
    private partial void LogAgain(Exception exception, int failures);
}
