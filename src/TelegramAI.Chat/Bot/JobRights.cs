using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Chat.Commands;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Chat.Bot;

/// <summary>
/// Who may press a job's buttons: whoever asked for it, the bot's operators, and the administrators of its chat. Telegram is asked only for
/// somebody who is neither of the first two, which is rare.
/// </summary>
public sealed partial class JobRights(JobLedger ledger, IChatMembers members, IOptions<TelegramOptions> telegram, TimeProvider time, ILogger<JobRights> logger)
{
    /// <summary>The button shows that it waits for its answer.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <param name="command">The button.</param>
    /// <param name="cancellationToken">Cancels the lookups.</param>
    public async Task<bool> AllowAsync(ChatCommand.OfJob command, CancellationToken cancellationToken = default)
    {
        var isPrivate = command.Chat.Value > 0;
        if (isPrivate || telegram.Value.IsAdmin(command.User) || command.Asker == command.User)
            return true;

        if (command.Asker is null && (await ledger.FindAsync(command.Job, cancellationToken))?.Job.User == command.User)
            return true;

        return await IsAdministratorAsync(command, cancellationToken);
    }

    private async Task<bool> IsAdministratorAsync(ChatCommand.OfJob command, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await members.IsAdministratorAsync(command.Chat, command.User, both.Token);
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotTold(exception, command.User, command.Chat);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not check whether user {UserId} administers chat {ChatId}; refusing them the buttons of another's job")]
    private partial void LogNotTold(Exception exception, UserId userId, ChatId chatId);
}
