namespace TelegramAI.Core.Chats;

/// <summary>What a worker can say in a chat. Every method throws <see cref="ChatException"/> for what the chat refuses.</summary>
public interface IChat
{
    /// <summary>Says something, as an answer to a message where the place names one.</summary>
    Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default);

    /// <summary>Replaces what a message says. Saying what it says already is no error.</summary>
    Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default);

    /// <summary>Deletes a message. Deleting one that is gone is no error.</summary>
    /// <exception cref="ChatMessageGoneException">The message is there and can't be deleted any more.</exception>
    Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Takes the buttons from a message of the bot's. A bot can't read a message; this is how it learns what it has sent.</summary>
    /// <returns>False where there is no such message of the bot's, or it has no buttons.</returns>
    Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default);

    /// <summary>Turns a message into a video. Doing it twice leaves one video, so a step that runs again does no harm.</summary>
    /// <returns>
    /// The chat's own id of the stored video, which sends it again without its bytes; null where the chat keeps it as something else, such
    /// as an animation, which can't be sent as a video.
    /// </returns>
    Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default);
}

/// <summary>Plain text, and the job that a "Cancel" button under it stops, where it has one.</summary>
/// <param name="Text">At most 4096 characters; more is cut.</param>
/// <param name="Cancels">The job that the button stops.</param>
public sealed record ChatText(string Text, Jobs.JobId? Cancels = null)
{
    /// <summary>Whether it arrives without a sound. Only what somebody waits for rings.</summary>
    public bool Silent { get; init; } = true;

    /// <summary>Whether a second button tries the job again at once.</summary>
    public bool OffersRetry { get; init; }

    /// <summary>Whether it may be left out where the chat has no turn to spare: the next one says more.</summary>
    public bool IsOptional { get; init; }
}

/// <summary>The chat's own id of a stored file.</summary>
public readonly record struct ChatFileId(string Value)
{
    public override string ToString() => Value;
}
