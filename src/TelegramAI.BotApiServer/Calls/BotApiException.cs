using System.Diagnostics.CodeAnalysis;

namespace TelegramAI.BotApiServer.Calls;

/// <summary>The Bot API refuses a call. The descriptions are Telegram's own: client libraries and bots compare them.</summary>
[SuppressMessage("Design", "CA1064", Justification = "It never leaves the server, which answers the call with it")]
internal sealed class BotApiException(int code, string description, int? retryAfter = null, long? migrateToChatId = null) : Exception(description)
{
    /// <summary>The HTTP status, and the <c>error_code</c> of the answer.</summary>
    public int Code { get; } = code;

    /// <summary>In seconds.</summary>
    public int? RetryAfter { get; } = retryAfter;

    /// <summary>The supergroup that the group became.</summary>
    public long? MigrateToChatId { get; } = migrateToChatId;

    public static BotApiException BadRequest(string what) => new(StatusCodes.Status400BadRequest, $"Bad Request: {what}");

    public static BotApiException WrongFile() => BadRequest("wrong file identifier/HTTP URL specified");

    public static BotApiException Unauthorized() => new(StatusCodes.Status401Unauthorized, "Unauthorized");

    public static BotApiException Blocked() => new(StatusCodes.Status403Forbidden, "Forbidden: bot was blocked by the user");

    /// <summary>Blocked by the person, or thrown out of a group.</summary>
    public static BotApiException ThrownOut(string chatType) => chatType is "private"
        ? Blocked()
        : new(StatusCodes.Status403Forbidden, $"Forbidden: bot was kicked from the {chatType} chat");

    public static BotApiException Migrated(long supergroup) =>
        new(StatusCodes.Status400BadRequest, "Bad Request: group chat was upgraded to a supergroup chat", migrateToChatId: supergroup);

    public static BotApiException MethodNotFound() => new(StatusCodes.Status404NotFound, "Not Found: method not found");

    public static BotApiException Conflict(string what) => new(StatusCodes.Status409Conflict, $"Conflict: {what}");

    public static BotApiException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large");

    public static BotApiException TooManyRequests(int retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, $"Too Many Requests: retry after {retryAfter}", retryAfter);

    public static BotApiException Internal(string what) => new(StatusCodes.Status500InternalServerError, $"Internal Server Error: {what}");
}
