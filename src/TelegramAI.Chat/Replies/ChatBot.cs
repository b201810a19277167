using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Replies;

/// <summary>Does what a command asks: shows what Telegram has already, or queues jobs, wakes the fleet, and says so.</summary>
public sealed partial class ChatBot(
    IJobQueue queue,
    IFleetWaker fleet,
    IJobCancellation cancellation,
    SentVideos sent,
    BotIdentity identity,
    IOptions<TelegramOptions> telegram,
    IOptions<VideoOptions> videos,
    TimeProvider time,
    ILogger<ChatBot> logger)
{
    /// <summary>The queue takes a request at any time, so nobody waits long for what may save it.</summary>
    private static readonly TimeSpan PatienceToFind = TimeSpan.FromSeconds(2);

    /// <summary>Handles a command. When it returns, the command's jobs are durable. Handling it again changes nothing.</summary>
    /// <returns>What to say; null for nothing.</returns>
    /// <exception cref="QueueRefusedException">The jobs were not queued: the update must not be acknowledged.</exception>
    public async Task<BotReply?> HandleAsync(ChatCommand command, CancellationToken cancellationToken = default) => command switch
    {
        ChatCommand.OfMessage { User: var user } message when !telegram.Value.Allows(user) => Refuse(message),
        ChatCommand.Download download => await FindAsync(download, cancellationToken) ?? await QueueAsync(download, cancellationToken),
        ChatCommand.NotUnderstood message => Say(message, BotTexts.NotUnderstood(message.Reason)),
        ChatCommand.Unknown message => Say(message, BotTexts.UnknownCommand),
        ChatCommand.Start message => Say(message, BotTexts.Welcome),
        ChatCommand.Help message => Say(message, BotTexts.Help(videos.Value)),
        ChatCommand.Status message => Say(message, BotTexts.Status(await queue.CountAsync(cancellationToken))),
        ChatCommand.Cancel cancel => new BotReply.ButtonAnswer(cancel.CallbackId, await CancelAsync(cancel, cancellationToken)),
        ChatCommand.StaleButton button => new BotReply.ButtonAnswer(button.CallbackId, BotTexts.StaleButton),
        _ => null,
    };

    /// <summary>Queues what a command asks for, whatever Telegram has of it. When it returns, the jobs are durable.</summary>
    /// <exception cref="QueueRefusedException">The jobs were not queued: the update must not be acknowledged.</exception>
    public async Task<BotReply> QueueAsync(ChatCommand.Download command, CancellationToken cancellationToken = default)
    {
        using var activity = ServiceTrace.Start("queue", ActivityKind.Producer);
        return Say(command, await EnqueueAsync(command, cancellationToken));
    }

    private static BotReply.Text Say(ChatCommand.OfMessage to, string words) => new(to.Place, words);

    private BotReply.Text Refuse(ChatCommand.OfMessage message)
    {
        LogNotAllowed(message.User, message.Chat);
        return Say(message, BotTexts.NotAllowed(message.User));
    }

    /// <summary>
    /// The video of a command that asks for one only, where Telegram has it. An update has one answer: several videos are jobs, even those
    /// that Telegram has. An answer in a webhook's response has no answer itself, so only a file that is surely this bot's is shown so.
    /// </summary>
    private async Task<BotReply.Video?> FindAsync(ChatCommand.Download command, CancellationToken cancellationToken)
    {
        if (command is not { Requests: [{ VideoId: not null } request], LeftOut: 0 })
            return null;

        using var patience = new CancellationTokenSource(PatienceToFind, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            if (await sent.FindAsync(request, both.Token) is not { } video
                || await identity.GetAsync(both.Token) is not { } bot
                || !BotFileId.IsSurelyOf(bot, video.FileId)
                || BotFileId.Of(bot, video.FileId) is not { } fileId)
            {
                return null;
            }

            LogFound(request.VideoId.Value, command.Chat, command.Message, command.User);
            return new BotReply.Video(command.Place, video, fileId);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotFound(exception, request.VideoId.Value);
            return null;
        }
    }

    private async Task<string> EnqueueAsync(ChatCommand.Download command, CancellationToken cancellationToken)
    {
        var before = await CountAsync(cancellationToken);
        var requestedAt = command.SentAt ?? time.GetUtcNow();
        DownloadJob[] jobs =
        [
            .. command.Requests.Select((request, index) => new DownloadJob
            {
                Id = new JobId(command.Chat, command.Message, index + 1),
                Thread = command.Thread,
                User = command.User,
                Request = request,
                RequestedAt = requestedAt,
                Trace = ServiceTrace.Current,
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram has video {VideoId} of message {MessageId} in chat {ChatId} for user {UserId}")]
    private partial void LogFound(VideoId videoId, ChatId chatId, MessageId messageId, UserId userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether Telegram has video {VideoId} could not be found out, so a worker looks")]
    private partial void LogNotFound(Exception exception, VideoId videoId);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} in chat {ChatId} is not on the allow-list")]
    private partial void LogNotAllowed(UserId userId, ChatId chatId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue can't be counted")]
    private partial void LogNotCounted(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fleet was not woken; it will grow when its metric asks for it")]
    private partial void LogNotWoken(Exception exception);
}
