namespace TelegramAI.Core.Chats;

/// <summary>The chat refused. The type says what can be done about it.</summary>
public abstract class ChatException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The person has blocked the bot or the chat is gone: nothing will ever arrive there.</summary>
public class ChatGoneException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The group has become a supergroup, which is another chat: nothing arrives in the old one, and no message of it is known in the new one.</summary>
public sealed class ChatMigratedException(ChatId newChat, Exception? innerException = null)
    : ChatGoneException($"The group goes on as chat {newChat}", innerException)
{
    public ChatId NewChat { get; } = newChat;
}

/// <summary>The chat does not let the bot send this there. What it may still send arrives.</summary>
public sealed class ChatRightsException(ChatRight lacks, string message, Exception? innerException = null) : ChatGoneException(message, innerException)
{
    public ChatRight Lacks { get; } = lacks;
}

/// <summary>What a chat may keep from a bot.</summary>
public enum ChatRight
{
    /// <summary>To write at all.</summary>
    Text,

    /// <summary>To send videos, or any media.</summary>
    Video,
}

/// <summary>Too many messages: the chat takes more after <see cref="RetryAfter"/>.</summary>
public sealed class ChatBusyException(TimeSpan retryAfter, Exception? innerException = null)
    : ChatException($"The chat asks to wait {retryAfter.TotalSeconds:0} s", innerException)
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>The chat has not refused: the bot itself keeps to the chat's limits.</summary>
    public bool IsOwnPace { get; init; }
}

/// <summary>The message to change is not there any more, or can't be changed.</summary>
public sealed class ChatMessageGoneException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The message shows a video: it has no text to change.</summary>
public sealed class ChatMessageHasMediaException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The file is larger than the chat takes.</summary>
public sealed class ChatFileTooLargeException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The chat no longer has the file of this id: send its bytes.</summary>
public sealed class ChatFileGoneException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The network or the chat's server failed: the same call may work later.</summary>
public sealed class ChatUnavailableException(string message, Exception? innerException = null) : ChatException(message, innerException);

/// <summary>The chat's server does not take the call as it is: the same call will never work.</summary>
public sealed class ChatRefusedException(string message, Exception? innerException = null) : ChatException(message, innerException);
