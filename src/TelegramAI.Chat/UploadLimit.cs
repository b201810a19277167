namespace TelegramAI.Chat;

/// <summary>
/// The largest file that a bot may upload, in millions of bytes: the one place that tells it for the bot, the worker and the help.
/// https://core.telegram.org/bots/api#using-a-local-bot-api-server
/// </summary>
internal static class UploadLimit
{
    public const int TelegramMegabytes = 50;
    public const int OwnServerMegabytes = 2000;

    /// <param name="baseUrl">The Bot API server, as <see cref="TelegramOptions.BaseUrl"/> names it.</param>
    public static int MegabytesAt(string? baseUrl) =>
        string.IsNullOrEmpty(baseUrl) || (Uri.TryCreate(baseUrl, UriKind.Absolute, out var server) && server.Host is "api.telegram.org")
            ? TelegramMegabytes
            : OwnServerMegabytes;
}
