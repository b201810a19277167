using System.Diagnostics;
using System.Net;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Queue;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Chat.Bot;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Registration;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;
using TelegramAI.Functions.Tracing;

namespace TelegramAI.Functions.Webhook;

/// <summary>
/// The bot's webhook: queues what an update asks for, or shows what Telegram has of it, and answers in the webhook's own response. It
/// acknowledges an update only when its jobs are durable; Telegram delivers every other one again.
/// https://core.telegram.org/bots/api#setwebhook
/// </summary>
public sealed partial class Bot
{
    private readonly WebhookSecret _secret;
    private readonly ForgedRequests _forged;
    private readonly ChatBot _bot;
    private readonly TraceHeader _trace;
    private readonly TraceExport _traces;
    private readonly ILogger<Bot> _logger;

    public Bot(
        RequiredOptions settings, WebhookSecret secret, ForgedRequests forged, ChatBot bot, TraceHeader trace, TraceExport traces, ILogger<Bot> logger)
    {
        settings
            .Require<TelegramOptions>()
            .Require<BotSecretOptions>()
            .Require<WebhookSecretOptions>()
            .Require<SqsOptions>()
            .Require<BucketOptions>()
            .Require<FleetOptions>()
            .Require<AutoScalingOptions>()
            .Require<VideoOptions>()
            .ThrowIfInvalid();
        (_secret, _forged, _bot, _trace, _traces, _logger) = (secret, forged, bot, trace, traces, logger);

        // The first update needs it, and is on its way while the process starts. What goes wrong here goes wrong again where it is needed.
        _ = secret.PrepareAsync();
    }

    [LambdaFunction(ResourceName = "Bot", MemorySize = 512, Timeout = 30, Role = "@BotRole")]
    [FunctionUrl(AuthType = FunctionUrlAuthType.NONE)]
    public async Task<APIGatewayHttpApiV2ProxyResponse> ReceiveUpdate(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        using var export = _traces.Begin();
        using var activity = ServiceTrace.Continue("update", ActivityKind.Server, XRayTrace.ToTraceParent(_trace()));
        using var deadline = new InvocationDeadline(context);
        try
        {
            return await AnswerAsync(request, deadline.Token);
        }
        catch (Exception exception)
        {
            // Nothing was acknowledged, so nothing is lost: Telegram delivers the update again.
            LogNotTaken(exception, context.AwsRequestId);
            return WebhookResponse.Of(HttpStatusCode.ServiceUnavailable);
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        if (!await _secret.IsProvenAsync(request.Headers, cancellationToken))
        {
            _forged.Add();
            return WebhookResponse.Of(HttpStatusCode.Unauthorized);
        }

        if (WebhookBody.IsTooLarge(request))
            return WebhookResponse.Of(HttpStatusCode.RequestEntityTooLarge);

        if (!WebhookBody.TryDecode(request, out var json) || !UpdateReader.IsUpdate(json))
            return WebhookResponse.Of(HttpStatusCode.BadRequest);

        if (UpdateReader.TryParse(json) is not { } update)
        {
            LogUnreadable(context: request.RequestContext?.RequestId);
            return WebhookResponse.Of(HttpStatusCode.OK);
        }

        var reply = await _bot.HandleAsync(UpdateReader.Read(update, WebhookAddress.BotOf(request.RawQueryString)), cancellationToken);
        return reply is null ? WebhookResponse.Of(HttpStatusCode.OK) : WebhookResponse.Json(reply.ToWebhookJson());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The update of request {Context} is of a kind that this version can't read")]
    private partial void LogUnreadable(string? context);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not handle the update of invocation {RequestId}; Telegram will deliver it again")]
    private partial void LogNotTaken(Exception exception, string requestId);
}
