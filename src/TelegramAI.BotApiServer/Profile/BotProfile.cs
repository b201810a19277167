using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Chats;

namespace TelegramAI.BotApiServer.Profile;

/// <summary>Who the bot is.</summary>
internal sealed class BotProfile(IOptions<BotApiOptions> options)
{
    public User User { get; } = new()
    {
        Id = options.Value.BotId,
        IsBot = true,
        FirstName = options.Value.Name,
        Username = options.Value.Username,
    };
}

/// <summary>A command that the bot offers in its menu.</summary>
public sealed record BotCommand(string Command, string Description);
