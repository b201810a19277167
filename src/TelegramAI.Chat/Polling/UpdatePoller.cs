using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using TelegramAI.Chat.Bot;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Messages;
using TelegramAI.Chat.Replies;
using TelegramAI.Core.Tracing;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Chat.Polling;

/// <summary>
/// Gets updates by long polling, where no webhook can reach. It handles them in their order and confirms none before its jobs are
/// durable, so a crash repeats updates rather than loses them; a repeated one makes the same jobs.
/// </summary>
public sealed partial class UpdatePoller(ITelegramBotClient client, ChatBot bot, TimeProvider time, ILogger<UpdatePoller> logger) : BackgroundService
{
    private const int PollSeconds = 25;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    private string? _botName;
    private bool _isReady;
    private long? _confirmed;
    private long? _next;

    /// <summary>Starts to poll.</summary>
    /// <exception cref="TelegramTokenRefusedException">Telegram does not know the token. That Telegram can't be reached is no reason not to start.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(StartTimeout, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not TelegramTokenRefusedException)
        {
            LogUnreachable(exception, 0);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var failures = 0; ;)
            {
                var wait = await PollAsync(failures, stoppingToken);
                failures = wait is null ? 0 : failures + 1;
                if (wait is { } delay)
                    await Task.Delay(delay, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ConfirmAsync();
        }
    }

    /// <summary>Gets and handles one batch.</summary>
    /// <returns>How long to wait before the next; null for not at all.</returns>
    private async Task<TimeSpan?> PollAsync(int failures, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(CallTimeout, cancellationToken);
            var asked = _next;
            var updates = await CallAsync(
                token => client.SendRequest(new GetUpdatesAsJson { Offset = asked, Timeout = PollSeconds }, token),
                TimeSpan.FromSeconds(PollSeconds) + CallTimeout,
                cancellationToken);

            _confirmed = asked;
            foreach (var update in updates)
                await TakeAsync(update, cancellationToken);

            // Only updates without a number would leave it where it was, and they would come again at once.
            return updates.Length > 0 && _next == asked ? _backoff.After(failures + 1) : null;
        }
        catch (ApiRequestException exception) when (exception.ErrorCode is 409)
        {
            // Either a webhook was set in the meantime, or another program polls with the same token.
            _isReady = false;
            LogConflict(exception.Message);
            return _backoff.After(failures + 1);
        }
        catch (ApiRequestException exception) when (exception.Parameters?.RetryAfter is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not TelegramTokenRefusedException)
        {
            var delay = _backoff.After(failures + 1);
            LogUnreachable(exception, delay.TotalSeconds);
            return delay;
        }
    }

    /// <summary>Learns the bot's name. A webhook that gets the updates instead stays: whoever set it may need it.</summary>
    private async Task PrepareAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (_isReady)
            return;

        _botName = (await CallAsync(client.GetMe, timeout, cancellationToken)).Username;
        _isReady = true;
        LogReady(_botName);
    }

    private async Task TakeAsync(JsonElement json, CancellationToken cancellationToken)
    {
        var id = json.ValueKind is JsonValueKind.Object && json.TryGetProperty("update_id", out var number) && number.TryGetInt64(out var value)
            ? value
            : (long?)null;

        using var activity = ServiceTrace.Start("update", ActivityKind.Server);
        BotReply? reply = null;
        if (UpdateReader.TryParse(JsonMarshal.GetRawUtf8Value(json)) is { } update)
            reply = await TryHandleAsync(id, UpdateReader.Read(update, _botName), cancellationToken);
        else
            LogUnreadable(id);

        // From here on its jobs are durable: it may be confirmed, whatever becomes of the answer.
        if (id is { } taken)
            _next = taken + 1;

        if (reply is not null)
            await ReplyAsync(reply, cancellationToken);
    }

    /// <returns>What is still to be said.</returns>
    private async Task<BotReply?> TryHandleAsync(long? id, ChatCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await HandleAsync(() => bot.HandleAsync(command, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Anything else than the queue: it would fail again, and hold up all that come after it.
            LogSkipped(exception, id);
            return null;
        }
    }

    /// <summary>Handles a command until the queue takes its jobs.</summary>
    private async Task<BotReply?> HandleAsync(Func<Task<BotReply?>> handle, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await handle();
            }
            catch (QueueRefusedException exception)
            {
                var delay = _backoff.After(failures);
                LogQueueRefused(exception, delay.TotalSeconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>Says it, with a second try where Telegram asks for a short pause. A stop leaves it a moment to arrive.</summary>
    private async Task ReplyAsync(BotReply reply, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => timeout.CancelAfter(StopTimeout));
        for (var isLast = false; ; isLast = true)
        {
            try
            {
                await CallAsync(
                    async token =>
                    {
                        await reply.SendAsync(client, token);
                        return true;
                    },
                    CallTimeout,
                    timeout.Token);
                return;
            }
            catch (ApiRequestException exception) when (!isLast && exception.Parameters?.RetryAfter is <= 5 and var seconds)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
            }
            catch (Exception exception)
            {
                // What was to be queued is queued either way.
                LogNotSaid(exception);
                return;
            }
        }
    }

    /// <summary>Tells Telegram at the end what was handled, so that the next start does not answer it again.</summary>
    private async Task ConfirmAsync()
    {
        if (_next is null || _next == _confirmed)
            return;

        try
        {
            await CallAsync(token => client.SendRequest(new GetUpdatesAsJson { Offset = _next, Limit = 1 }, token), StopTimeout, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // They will come again, and make the same jobs.
            LogUnconfirmed(exception);
        }
    }

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await call(both.Token);
        }
        catch (ApiRequestException exception) when (TelegramFailure.IsTokenRefused(exception))
        {
            throw new TelegramTokenRefusedException(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Polling for updates as @{BotName}")]
    private partial void LogReady(string? botName);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Can't reach Telegram; retrying in {Seconds:0.0} s")]
    private partial void LogUnreachable(Exception exception, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another program receives this bot's updates: {Description}")]
    private partial void LogConflict(string description);

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue does not accept jobs; keeping the update and retrying in {Seconds:0.0} s")]
    private partial void LogQueueRefused(Exception exception, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Update {UpdateId} can't be read and was skipped")]
    private partial void LogUnreadable(long? updateId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Update {UpdateId} could not be handled and was skipped")]
    private partial void LogSkipped(Exception exception, long? updateId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not send a reply")]
    private partial void LogNotSaid(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Could not confirm the last updates; they will be delivered again")]
    private partial void LogUnconfirmed(Exception exception);
}
