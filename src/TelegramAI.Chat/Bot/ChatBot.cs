using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Messages;
using TelegramAI.Chat.Replies;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Bot;

/// <summary>Does what a command asks: shows what Telegram has already, or queues jobs, wakes the fleet, and says so.</summary>
public sealed partial class ChatBot(
    DownloadQueue queue,
    IJobCancellation cancellation,
    JobRights rights,
    JobLedger ledger,
    SentVideos sent,
    KnownVideoDelivery delivery,
    BotIdentity identity,
    IOptions<TelegramOptions> telegram,
    IOptions<VideoOptions> videos,
    TimeProvider time,
    ILogger<ChatBot> logger)
{
    /// <summary>The queue takes a request at any time, so nobody waits long for what may save it.</summary>
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Handles a command. When it returns, the command's jobs are durable. Handling it again changes nothing.</summary>
    /// <returns>What to say; null for nothing.</returns>
    /// <exception cref="QueueRefusedException">The jobs were not queued: the update must not be acknowledged.</exception>
    public async Task<BotReply?> HandleAsync(ChatCommand command, CancellationToken cancellationToken = default) => command switch
    {
        ChatCommand.OfMessage message when !telegram.Value.Allows(message.User, message.Chat) => Refuse(message),
        ChatCommand.Download download => await TakeAsync(download, cancellationToken),
        ChatCommand.NotUnderstood message => Say(message, BotTexts.NotUnderstood(message.Reason)),
        ChatCommand.Unknown message => Say(message, BotTexts.UnknownCommand),
        ChatCommand.Start message => Say(message, BotTexts.Welcome),
        ChatCommand.Help message => Say(message, BotTexts.Help(videos.Value)),
        ChatCommand.Status message => Say(message, BotTexts.Status(await queue.CountAsync(cancellationToken))),
        ChatCommand.Cancel cancel => new BotReply.ButtonAnswer(cancel.CallbackId, await CancelAsync(cancel, cancellationToken)),
        ChatCommand.TryNow now => new BotReply.ButtonAnswer(now.CallbackId, await TryNowAsync(now, cancellationToken)),
        ChatCommand.StaleButton button => new BotReply.ButtonAnswer(button.CallbackId, BotTexts.StaleButton),
        _ => null,
    };

    /// <summary>
    /// Queues what a command asks for, whatever Telegram has of it. When it returns, the jobs are durable. Where no worker can start yet, nothing is
    /// queued: the person would be promised a video that nobody can make, and the queue would drop the job after days without a word.
    /// </summary>
    /// <returns>What to say beyond the message of the jobs, which is sent here; null for nothing.</returns>
    /// <exception cref="QueueRefusedException">The jobs were not queued: the update must not be acknowledged.</exception>
    public async Task<BotReply?> QueueAsync(ChatCommand.Download command, CancellationToken cancellationToken = default)
    {
        if (!queue.HasWorkers)
            return Say(command, BotTexts.NoWorkerImage);

        using var activity = ServiceTrace.Start("queue", ActivityKind.Producer);
        int? size = command.Requests.Count > 1 ? command.Requests.Count : null;
        DownloadJob[] jobs = [.. command.Requests.Select((request, index) => JobOf(command, request, index + 1) with { BatchSize = size })];
        var notSaid = await queue.AddAsync(jobs, cancellationToken);
        LogQueued(jobs.Length, command.Chat, command.Message, command.User);

        string[] words = [.. notSaid is null ? (string[])[] : [notSaid], .. BotTexts.NotTaken(command.LeftOut, command.Ignored)];
        return words.Length == 0 ? null : Say(command, string.Join('\n', words));
    }

    private static BotReply.Text Say(ChatCommand.OfMessage to, string words) => new(to.Place, words);

    private BotReply.Text Refuse(ChatCommand.OfMessage message)
    {
        LogNotAllowed(message.User, message.Chat);
        return Say(message, BotTexts.NotAllowed(message.User, message.Chat));
    }

    /// <summary>
    /// Takes a request for one video: shows it where Telegram has it, and queues it otherwise. An update that comes again finds its job in
    /// the ledger, and changes nothing once that has ended.
    /// </summary>
    private async Task<BotReply?> TakeAsync(ChatCommand.Download command, CancellationToken cancellationToken)
    {
        if (command is not { Requests: [{ VideoId: { } id } request], LeftOut: 0, Ignored: [] })
            return await QueueAsync(command, cancellationToken);

        try
        {
            using var timeout = new CancellationTokenSource(LookupTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            var job = JobOf(command, request, number: 1);
            var entry = ledger.FindAsync(job.Id, both.Token);
            var known = FindKnownAsync(request, both.Token);
            await Task.WhenAll(entry, known);
            if (await entry is { HasEnded: true })
            {
                LogEndedBefore(job.Id);
                return null;
            }

            if (await known is { } video && await delivery.TryAsync(job, video, cancellationToken))
            {
                LogFound(id, command.Chat, command.Message, command.User);
                return null;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotFound(exception, id);
        }

        return await QueueAsync(command, cancellationToken);
    }

    /// <summary>The video of a request, where Telegram has it of this bot.</summary>
    private async Task<SentVideo?> FindKnownAsync(VideoRequest request, CancellationToken cancellationToken) =>
        await sent.FindAsync(request, cancellationToken) is { } video
        && await identity.GetAsync(cancellationToken) is { } bot
        && BotFileId.IsSurelyOf(bot, video.FileId) ? video : null;

    private DownloadJob JobOf(ChatCommand.Download command, VideoRequest request, int number) => new()
    {
        Id = new JobId(command.Chat, command.Message, number),
        Thread = command.Thread,
        User = command.User,
        Request = request,
        RequestedAt = command.SentAt ?? time.GetUtcNow(),
        Trace = ServiceTrace.Current,
    };

    private async Task<string> CancelAsync(ChatCommand.Cancel command, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(command, cancellationToken) is { } refusal)
            return refusal;

        return await cancellation.RequestAsync(command.Job, command.User, cancellationToken) ? BotTexts.Cancelling(command.Job) : BotTexts.TooLateToCancel;
    }

    /// <summary>Lets a job that waits for another try begin it at once, as a second message that makes the first one's an empty one.</summary>
    private async Task<string> TryNowAsync(ChatCommand.TryNow command, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(command, cancellationToken) is { } refusal)
            return refusal;

        var isOne = false;
        foreach (var job in command.Job.IsBatch ? await FindRetryingAsync(command.Job, cancellationToken) : [command.Job])
            isOne |= await TryNowAsync(job, cancellationToken);

        return isOne ? BotTexts.TryingNow : BotTexts.StaleButton;
    }

    /// <summary>Those of several jobs that wait for another try.</summary>
    private async Task<IEnumerable<JobId>> FindRetryingAsync(JobId batch, CancellationToken cancellationToken) =>
        from result in (await ledger.FindAsync(batch, cancellationToken))?.Batch?.Results ?? []
        where result.State is JobState.Retrying
        select batch with { Number = result.Number };

    private async Task<bool> TryNowAsync(JobId id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { State: JobState.Retrying, Job: var job } || !await ledger.TryNowAsync(id, cancellationToken))
            return false;

        await queue.AddAgainAsync(job, cancellationToken);
        return true;
    }

    /// <summary>Why a button does nothing for whoever pressed it; null where it does what it says.</summary>
    private async Task<string?> RefuseAsync(ChatCommand.OfJob command, CancellationToken cancellationToken)
    {
        if (!telegram.Value.Allows(command.User, command.Chat))
            return BotTexts.NotAllowed(command.User, command.Chat);

        // A button's data comes from the reader's side: it may name any job. A group's job may have moved with it to a supergroup.
        if (command.Job.Chat != command.Chat && (await ledger.FindAsync(command.Job, cancellationToken))?.MovedTo != command.Chat)
            return BotTexts.StaleButton;

        return await rights.AllowAsync(command, cancellationToken) ? null : BotTexts.NotYours;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Received the update of job {JobId} again; the job has already ended")]
    private partial void LogEndedBefore(JobId jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queued {Jobs} jobs of message {MessageId} in chat {ChatId} for user {UserId}")]
    private partial void LogQueued(int jobs, ChatId chatId, MessageId messageId, UserId userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram has video {VideoId} of message {MessageId} in chat {ChatId} for user {UserId}")]
    private partial void LogFound(VideoId videoId, ChatId chatId, MessageId messageId, UserId userId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not check for a sent copy of {VideoId}; queueing a job")]
    private partial void LogNotFound(Exception exception, VideoId videoId);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} in chat {ChatId} is not on the allow-list")]
    private partial void LogNotAllowed(UserId userId, ChatId chatId);
}
