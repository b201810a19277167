namespace TelegramAI.Core.Chats;

/// <summary>Who may what in a chat.</summary>
public interface IChatMembers
{
    /// <summary>Whether a person owns or administers a group.</summary>
    /// <exception cref="ChatException">The chat did not tell.</exception>
    Task<bool> IsAdministratorAsync(ChatId chat, UserId user, CancellationToken cancellationToken = default);
}
