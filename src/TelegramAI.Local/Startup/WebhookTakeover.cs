using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace TelegramAI.Local.Startup;

/// <summary>
/// Telegram gives a bot's updates either to a webhook or to whoever polls. A token that is served somewhere else already has a webhook, and
/// polling means to take it away from there: nobody but the person who starts the program decides that.
/// </summary>
internal sealed class WebhookTakeover(ITelegramBotClient client, TextReader answers, TextWriter screen, bool canAsk, TimeProvider time)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Removes the webhook where there is one and it may be.</summary>
    /// <param name="isAgreed">It was said at the start already.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What was found, as words for the start screen; null where there was no webhook, or where Telegram can't be reached.</returns>
    /// <exception cref="StartException">It stays.</exception>
    public async Task<string?> RunAsync(bool isAgreed, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { Url.Length: > 0 } webhook)
            return null;

        var found = Describe(webhook);
        if (!isAgreed && !await AskAsync(found, cancellationToken))
        {
            throw new StartException(
                $"This bot's updates go to {found}: start with --take-webhook to get them here instead, which stops the service there, or use another bot's token.");
        }

        await client.DeleteWebhook(dropPendingUpdates: false, cancellationToken);
        return $"taken over from {found}; the service there gets no updates until it sets its webhook again";
    }

    // The address may hold a secret in its path, so its host has to do.
    private static string Describe(WebhookInfo webhook)
    {
        var host = Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) ? url.Host : "an unreadable address";
        var error = string.IsNullOrEmpty(webhook.LastErrorMessage) ? "" : $", and last failed with \"{webhook.LastErrorMessage}\"";
        return $"a webhook at {host} ({webhook.PendingUpdateCount} waiting{error})";
    }

    private async Task<WebhookInfo?> FindAsync(CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await client.GetWebhookInfo(both.Token);
        }
        catch (Exception exception) when (exception is RequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Polling will say what is wrong, and removes no webhook.
            return null;
        }
    }

    private async Task<bool> AskAsync(string found, CancellationToken cancellationToken)
    {
        if (!canAsk)
            return false;

        await screen.WriteAsync($"This bot's updates go to {found}. Taking them over stops the service there. Take them over? [y/N] ");
        await screen.FlushAsync(cancellationToken);
        var answer = await answers.ReadLineAsync(cancellationToken);
        return answer?.Trim() is { } word && (word.Equals("y", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
