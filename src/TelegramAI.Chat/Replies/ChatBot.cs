using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Chat.Commands;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Replies;

/// <summary>Does what a command asks: queues its jobs, wakes the fleet, and says so.</summary>
public sealed partial class ChatBot(
    IJobQueue queue,
    IFleetWaker fleet,
    IJobCancellation cancellation,
    IOptions<TelegramOptions> telegram,
    IOptions<VideoOptions> videos,
    TimeProvider time,
    ILogger<ChatBot> logger)
{
    /// <summary>Handles a command. When it returns, the command's jobs are durable. Handling it again changes nothing.</summary>
    /// <returns>What to say; null for nothing.</returns>
    /// <exception cref="QueueRefusedException">The jobs were not queued: the update must not be acknowledged.</exception>
    public async Task<BotReply?> HandleAsync(ChatCommand command, CancellationToken cancellationToken = default) => command switch
    {
        ChatCommand.OfMessage { User: var user } message when !telegram.Value.Allows(user) => Refuse(message),
        ChatCommand.Download download => Say(download, await QueueAsync(download, cancellationToken)),
        ChatCommand.NotUnderstood message => Say(message, BotTexts.NotUnderstood(message.Reason)),
        ChatCommand.Unknown message => Say(message, BotTexts.UnknownCommand),
        ChatCommand.Start message => Say(message, BotTexts.Welcome),
        ChatCommand.Help message => Say(message, BotTexts.Help(videos.Value)),
        ChatCommand.Status message => Say(message, BotTexts.Status(await queue.CountAsync(cancellationToken))),
        ChatCommand.Cancel cancel => new BotReply.ButtonAnswer(cancel.CallbackId, await CancelAsync(cancel, cancellationToken)),
        ChatCommand.StaleButton button => new BotReply.ButtonAnswer(button.CallbackId, BotTexts.StaleButton),
        _ => null,
    };

    private static BotReply.Text Say(ChatCommand.OfMessage to, string words) => new(to.Chat, words, to.Message);

    private BotReply.Text Refuse(ChatCommand.OfMessage message)
    {
        LogNotAllowed(message.User, message.Chat);
        return Say(message, BotTexts.NotAllowed(message.User));
    }

    private async Task<string> QueueAsync(ChatCommand.Download command, CancellationToken cancellationToken)
    {
        var before = await CountAsync(cancellationToken);
        var requestedAt = command.SentAt ?? time.GetUtcNow();
        DownloadJob[] jobs =
        [
            .. command.Requests.Select((request, index) => new DownloadJob
            {
                Id = new JobId(command.Chat, command.Message, index + 1),
                User = command.User,
                Request = request,
                RequestedAt = requestedAt,
            }),
        ];

        try
        {
            await queue.SendAsync(jobs, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueueRefusedException(exception);
        }

        LogQueued(jobs.Length, command.Chat, command.Message, command.User);
        await WakeAsync(jobs.Length + (before is null ? 0 : before.Visible + before.InFlight), cancellationToken);
        return BotTexts.Queued(jobs.Length, before?.Visible + before?.InFlight + before?.Delayed, command.LeftOut);
    }

    /// <summary>What stands before the next job, where the queue can tell: a reader's curiosity is no reason to lose a job.</summary>
    private async Task<QueueCounts?> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await queue.CountAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotCounted(exception);
            return null;
        }
    }

    private async Task WakeAsync(int jobs, CancellationToken cancellationToken)
    {
        try
        {
            await fleet.WakeAsync(jobs, cancellationToken);
        }
        catch (Exception exception)
        {
            // The jobs are durable, and the metric will raise the fleet by itself, only later. Not even being told to stop undoes that.
            LogNotWoken(exception);
        }
    }

    private async Task<string> CancelAsync(ChatCommand.Cancel command, CancellationToken cancellationToken)
    {
        if (!telegram.Value.Allows(command.User))
            return BotTexts.NotAllowed(command.User);

        // A button's data comes from the reader's side: it may name any job.
        if (command.Job.Chat != command.Chat)
            return BotTexts.StaleButton;

        return await cancellation.RequestAsync(command.Job, command.User, cancellationToken) ? BotTexts.Cancelling : BotTexts.TooLateToCancel;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Queued {Jobs} jobs of message {MessageId} in chat {ChatId} for user {UserId}")]
    private partial void LogQueued(int jobs, ChatId chatId, MessageId messageId, UserId userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} in chat {ChatId} is not on the allow-list")]
    private partial void LogNotAllowed(UserId userId, ChatId chatId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue can't be counted")]
    private partial void LogNotCounted(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fleet was not woken; it will grow when its metric asks for it")]
    private partial void LogNotWoken(Exception exception);
}
