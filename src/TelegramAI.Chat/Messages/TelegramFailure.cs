using System.Net;
using Telegram.Bot.Exceptions;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Messages;

/// <summary>Turns Telegram's refusals into Core's. Telegram tells most of them apart by their English description alone.</summary>
internal static class TelegramFailure
{
    private static readonly string[] Gone =
    [
        "chat not found", "user not found", "PEER_ID_INVALID", "bot was kicked",
        "group chat was upgraded", "group chat was deactivated", "TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found", "CHANNEL_PRIVATE",
    ];

    private static readonly string[] MessageGone =
    [
        "message to edit not found", "message can't be edited", "message can't be deleted", "MESSAGE_ID_INVALID",
    ];

    private static readonly string[] NoVideos =
    [
        "not enough rights to send videos", "not enough rights to send media", "not enough rights to send animations", "CHAT_SEND_VIDEOS_FORBIDDEN",
        "CHAT_SEND_MEDIA_FORBIDDEN", "CHAT_SEND_GIFS_FORBIDDEN",
    ];

    private static readonly string[] NoText =
    [
        "not enough rights", "have no rights", "no write access", "need administrator rights", "CHAT_WRITE_FORBIDDEN", "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_RESTRICTED",
    ];

    private static readonly string[] ReplyGone = ["message to be replied not found", "message to reply not found", "replied message not found"];

    private static readonly string[] HasMedia = ["no text in the message to edit"];

    private static readonly string[] TooLarge = ["file is too big", "Request Entity Too Large"];

    private static readonly string[] FileGone =
    [
        "wrong file identifier", "wrong remote file identifier", "wrong file_id", "invalid file_id", "FILE_REFERENCE", "can't use file of type",
        "file_id doesn't match",
    ];

    /// <summary>Whether a message already says what it was to say.</summary>
    public static bool IsNotModified(ApiRequestException exception) => Says(exception, ["message is not modified"]);

    /// <summary>Whether the message to answer is gone. In a topic, Telegram does not answer without it by itself.</summary>
    public static bool IsReplyGone(ApiRequestException exception) => Says(exception, ReplyGone);

    /// <summary>Whether a message that was to be deleted is gone.</summary>
    public static bool IsDeleted(ApiRequestException exception) => Says(exception, ["message to delete not found", "MESSAGE_ID_INVALID"]);

    /// <summary>Whether Telegram does not know the token: 401 for a wrong one, 404 for what does not look like one.</summary>
    public static bool IsTokenRefused(Exception? exception) => exception is ApiRequestException { ErrorCode: 401 or 404 };

    /// <summary>Whether a failure came from Telegram or the way there. A call that was cancelled by nobody took too long.</summary>
    public static bool IsTelegramError(Exception exception) => exception is RequestException or HttpRequestException or OperationCanceledException;

    /// <summary>The chat's refusal that a failure of Telegram's means.</summary>
    public static ChatException Translate(Exception exception) => exception switch
    {
        ApiRequestException api => Translate(api),
        RequestException { HttpStatusCode: HttpStatusCode.RequestEntityTooLarge } => new ChatFileTooLargeException(exception.Message, exception),
        _ => new ChatUnavailableException(exception.Message, exception),
    };

    private static ChatException Translate(ApiRequestException api) => api switch
    {
        { Parameters.MigrateToChatId: { } chat } => new ChatMigratedException(new ChatId(chat), api),
        { Parameters.RetryAfter: { } seconds } => new ChatBusyException(TimeSpan.FromSeconds(seconds), api),
        { ErrorCode: 429 } => new ChatBusyException(TimeSpan.FromSeconds(1), api),
        { ErrorCode: 413 } => new ChatFileTooLargeException(api.Message, api),
        _ when Says(api, NoVideos) => new ChatRightsException(ChatRight.Video, api.Message, api),
        _ when Says(api, NoText) => new ChatRightsException(ChatRight.Text, api.Message, api),
        { ErrorCode: 403 } => new ChatGoneException(api.Message, api),

        // A refused token is the operator's to mend; jobs wait for that.
        { ErrorCode: 401 or 404 or >= 500 } => new ChatUnavailableException(api.Message, api),
        _ when Says(api, TooLarge) => new ChatFileTooLargeException(api.Message, api),
        _ when Says(api, FileGone) => new ChatFileGoneException(api.Message, api),
        _ when Says(api, HasMedia) => new ChatMessageHasMediaException(api.Message, api),
        _ when Says(api, MessageGone) => new ChatMessageGoneException(api.Message, api),
        _ when Says(api, Gone) => new ChatGoneException(api.Message, api),
        _ => new ChatRefusedException(api.Message, api),
    };

    private static bool Says(ApiRequestException exception, string[] descriptions) =>
        Array.Exists(descriptions, description => exception.Message.Contains(description, StringComparison.OrdinalIgnoreCase));
}
