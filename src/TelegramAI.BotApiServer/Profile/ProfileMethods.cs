using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Profile;

/// <summary>What the bot says of itself. One language and one scope: the page has no other.</summary>
internal sealed class ProfileMethods(ChatDatabase database, BotProfile bot, ChatEvents events) : IBotMethods
{
    internal const string Commands = "commands";
    internal const string Description = "description";

    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("getMe", GetMeAsync),
        ("setMyCommands", SetCommandsAsync),
        ("getMyCommands", GetCommandsAsync),
        ("setMyDescription", SetDescriptionAsync),
    ];

    private Task<object> GetMeAsync(BotCall call, CancellationToken cancellationToken) =>
        Task.FromResult<object>(
            new
            {
                bot.User.Id,
                bot.User.IsBot,
                bot.User.FirstName,
                bot.User.Username,
                CanJoinGroups = true,
                CanReadAllGroupMessages = false,
                SupportsInlineQueries = false,
            });

    private async Task<object> SetCommandsAsync(BotCall call, CancellationToken cancellationToken)
    {
        var commands = call.Object<List<BotCommand>>("commands") ?? [];
        if (commands.Count > 100)
            throw BotApiException.BadRequest("BOT_COMMANDS_TOO_MUCH");

        if (commands.Any(command => !IsCommand(command.Command)))
            throw BotApiException.BadRequest("BOT_COMMAND_INVALID");

        if (commands.Any(command => command.Description is not { Length: > 0 and <= 256 }))
            throw BotApiException.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");

        return await SetAsync(Commands, commands, cancellationToken);
    }

    private async Task<object> GetCommandsAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.ReadAsync(transaction => transaction.Setting<List<BotCommand>>(Commands), cancellationToken) ?? [];

    private async Task<object> SetDescriptionAsync(BotCall call, CancellationToken cancellationToken)
    {
        var description = call.Text("description");
        return description?.Length > 512
            ? throw BotApiException.BadRequest("BOT_DESCRIPTION_TOO_LONG")
            : await SetAsync(Description, description, cancellationToken);
    }

    private async Task<object> SetAsync<T>(string name, T? value, CancellationToken cancellationToken)
    {
        await database.WriteAsync(transaction => transaction.SetSetting(name, value), cancellationToken);
        events.PublishToAll(new ChatEvent("bot"));
        return true;
    }

    private static bool IsCommand(string? command) =>
        command is { Length: > 0 and <= 32 } && command.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}
