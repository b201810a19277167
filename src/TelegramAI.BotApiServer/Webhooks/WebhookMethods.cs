using System.Text.RegularExpressions;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Updates;

namespace TelegramAI.BotApiServer.Webhooks;

/// <summary>Registration of the webhook. A server of one's own takes http addresses and any port.</summary>
internal sealed partial class WebhookMethods(ChatDatabase database) : IBotMethods
{
    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("setWebhook", SetAsync),
        ("deleteWebhook", DeleteAsync),
        ("getWebhookInfo", GetInfoAsync),
    ];

    private async Task<object> SetAsync(BotCall call, CancellationToken cancellationToken)
    {
        var address = call.Text("url");
        if (string.IsNullOrEmpty(address))
            return await DeleteAsync(call, cancellationToken);

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw BotApiException.BadRequest("bad webhook: invalid URL specified");

        var secret = call.Text("secret_token");
        if (!string.IsNullOrEmpty(secret) && !Secret().IsMatch(secret))
            throw BotApiException.BadRequest("secret token contains unallowed characters");

        await PutAsync(
            call,
            new Webhook
            {
                Url = address,
                SecretToken = string.IsNullOrEmpty(secret) ? null : secret,
                MaxConnections = (int?)call.Number("max_connections"),
            },
            cancellationToken);
        return true;
    }

    private async Task<object> DeleteAsync(BotCall call, CancellationToken cancellationToken)
    {
        await PutAsync(call, null, cancellationToken);
        return true;
    }

    private Task PutAsync(BotCall call, Webhook? webhook, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
            {
                transaction.SetSetting(Webhook.Setting, webhook);
                if (call.Object<List<string>>(UpdateTable.Allowed) is { } allowed)
                    transaction.SetSetting(UpdateTable.Allowed, allowed);

                if (call.Flag("drop_pending_updates"))
                    transaction.DropUpdates();

                transaction.MarkUpdatesChanged();
            },
            cancellationToken);

    private async Task<object> GetInfoAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            transaction =>
            {
                var webhook = transaction.Setting<Webhook>(Webhook.Setting);
                return new
                {
                    Url = webhook?.Url ?? "",
                    HasCustomCertificate = false,
                    PendingUpdateCount = transaction.CountUpdates(),
                    webhook?.LastErrorDate,
                    webhook?.LastErrorMessage,
                    webhook?.MaxConnections,
                    AllowedUpdates = transaction.Setting<List<string>>(UpdateTable.Allowed),
                };
            },
            cancellationToken);

    // https://core.telegram.org/bots/api#setwebhook
    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,256}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
