namespace TelegramAI.Core.Chats;

/// <summary>What a worker can say in a chat. Every method throws <see cref="ChatException"/> for what the chat refuses.</summary>
public interface IChat
{
    /// <summary>Says something, as an answer to a message where the place names one.</summary>
    Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default);

    /// <summary>Replaces what a message says. Saying what it says already is no error.</summary>
    Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default);

    /// <summary>Turns a message into a video. Doing it twice leaves one video, so a step that runs again does no harm.</summary>
    /// <returns>The chat's own id of the stored video, which sends it again without its bytes.</returns>
    /// <exception cref="ChatMessageGoneException">The message is not there any more.</exception>
    Task<ChatFileId> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default);

    /// <summary>Deletes a message. Deleting one that is gone is no error.</summary>
    Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Whether a message is the bot's own and has exactly the button that stops a job.</summary>
    Task<bool> IsOwnAsync(ChatId chat, MessageId message, Jobs.JobId cancels, CancellationToken cancellationToken = default);
}

/// <summary>Plain text, and the job that a "Cancel" button under it stops, where it has one.</summary>
/// <param name="Text">At most 4096 characters; more is cut.</param>
/// <param name="Cancels">The job that the button stops.</param>
public sealed record ChatText(string Text, Jobs.JobId? Cancels = null)
{
    /// <summary>Whether the reader's phone stays quiet. Only the arrival of what was asked for is worth a sound.</summary>
    public bool Silent { get; init; } = true;

    /// <summary>Whether a second button tries the job again at once.</summary>
    public bool OffersRetry { get; init; }
}

/// <summary>The chat's own id of a stored file.</summary>
public readonly record struct ChatFileId(string Value)
{
    public override string ToString() => Value;
}
