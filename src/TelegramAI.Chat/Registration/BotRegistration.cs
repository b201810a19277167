using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Registration;

/// <summary>Tells Telegram where the bot's updates go, and its readers what the bot can do.</summary>
/// <param name="client">The bot's client.</param>
public sealed class BotRegistration(ITelegramBotClient client)
{
    /// <summary>The kinds of updates that <see cref="Commands.UpdateReader"/> reads; Telegram sends no others.</summary>
    private static readonly UpdateType[] Updates = [UpdateType.Message, UpdateType.CallbackQuery];

    private static readonly BotCommand[] Menu =
    [
        new("download", "The video of a link, or of a few words"),
        new("status", "How long the queue is"),
        new("help", "What this bot can do"),
    ];

    /// <summary>Sets the webhook, the commands and the descriptions. Doing it again changes nothing.</summary>
    /// <param name="webhook">Where Telegram sends updates; https, unless the Bot API server is one's own. The bot's name is added (<see cref="WebhookAddress"/>).</param>
    /// <param name="secret">What Telegram proves itself with, in the header <c>X-Telegram-Bot-Api-Secret-Token</c>.</param>
    /// <param name="maxConnections">How many updates Telegram may send at a time, 1 to 100.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TelegramTokenRefusedException">Telegram does not know the token.</exception>
    /// <exception cref="ChatException">Telegram refused, or was not reached.</exception>
    public Task RegisterAsync(Uri webhook, string secret, int maxConnections, CancellationToken cancellationToken = default) => CallAsync(async () =>
    {
        var bot = await client.GetMe(cancellationToken);
        await client.SetWebhook(
            (bot.Username is { } name ? WebhookAddress.Of(webhook, name) : webhook).AbsoluteUri,
            maxConnections: maxConnections,
            allowedUpdates: Updates,
            secretToken: secret,
            cancellationToken: cancellationToken);
        await client.SetMyCommands(Menu, cancellationToken: cancellationToken);
        await client.SetMyDescription("Send me a YouTube link or a few words, and I send you the video.", cancellationToken: cancellationToken);
        await client.SetMyShortDescription("YouTube links and words to videos.", cancellationToken: cancellationToken);
        return true;
    });

    /// <summary>Reads what Telegram knows of the webhook.</summary>
    /// <exception cref="TelegramTokenRefusedException">Telegram does not know the token.</exception>
    /// <exception cref="ChatException">Telegram refused, or was not reached.</exception>
    public Task<WebhookState> ReadAsync(CancellationToken cancellationToken = default) => CallAsync(async () =>
    {
        var info = await client.GetWebhookInfo(cancellationToken);
        return new WebhookState(
            Uri.TryCreate(info.Url, UriKind.Absolute, out var url) ? url : null,
            info.PendingUpdateCount,
            info.LastErrorDate is { } last ? new DateTimeOffset(last, TimeSpan.Zero) : null,
            info.LastErrorMessage);
    });

    /// <summary>Removes the webhook where it is still this one; updates that wait stay with Telegram. Another deployment's webhook is left alone.</summary>
    /// <param name="webhook">The address whose webhook may be removed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was removed.</returns>
    /// <exception cref="TelegramTokenRefusedException">Telegram does not know the token.</exception>
    /// <exception cref="ChatException">Telegram refused, or was not reached.</exception>
    public async Task<bool> UnregisterAsync(Uri webhook, CancellationToken cancellationToken = default)
    {
        if (!(await ReadAsync(cancellationToken)).PointsTo(webhook))
            return false;

        await CallAsync(async () =>
        {
            await client.DeleteWebhook(dropPendingUpdates: false, cancellationToken);
            return true;
        });
        return true;
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (TelegramFailure.IsTelegramError(exception))
        {
            throw TelegramFailure.IsTokenRefused(exception) ? new TelegramTokenRefusedException(exception) : TelegramFailure.Translate(exception);
        }
    }
}
