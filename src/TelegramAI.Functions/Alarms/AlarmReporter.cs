using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Documents;
using TelegramAI.Aws.Secrets;
using TelegramAI.Chat;
using TelegramAI.Core.Chats;

namespace TelegramAI.Functions.Alarms;

/// <summary>
/// Tells the operators of each alarm that is raised, in their own chats with the bot. Where Telegram fails, the invocation fails, and Lambda
/// tries it again; whoever was told is not told twice.
/// </summary>
public sealed partial class AlarmReporter
{
    private readonly AlarmJournal _journal;
    private readonly IChat _chat;
    private readonly IOptions<TelegramOptions> _telegram;
    private readonly ILogger<AlarmReporter> _logger;

    public AlarmReporter(RequiredOptions settings, AlarmJournal journal, IChat chat, IOptions<TelegramOptions> telegram, ILogger<AlarmReporter> logger)
    {
        settings.Require<BucketOptions>().Require<BotSecretOptions>().Require<TelegramOptions>().ThrowIfInvalid();
        (_journal, _chat, _telegram, _logger) = (journal, chat, telegram, logger);
    }

    [LambdaFunction(ResourceName = "AlarmReporter", MemorySize = 256, Timeout = 60, Role = "@AlarmReporterRole")]
    public async Task ReportAlarms(AlarmNotification notification, ILambdaContext context)
    {
        using var deadline = new InvocationDeadline(context);
        foreach (var record in notification.Records ?? [])
        {
            if (Alarm.TryRead(record.Sns?.Message) is not { } alarm)
                LogUnreadable();
            else if (string.Equals(alarm.NewStateValue, Alarm.Raised, StringComparison.Ordinal))
                await ReportAsync(alarm, deadline.Token);
        }
    }

    private async Task ReportAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        LogRaised(alarm.AlarmName, alarm.NewStateReason ?? "");
        if (await _journal.OpenAsync(alarm, cancellationToken) is not { } open)
            return;

        List<Exception> failures = [];
        foreach (var operatorChat in _telegram.Value.OperatorChats().Where(chat => !open.WasTold(chat.Value)))
        {
            try
            {
                await TellAsync(operatorChat, alarm, cancellationToken);
                await open.ToldAsync(operatorChat.Value, cancellationToken);
            }
            catch (Exception exception) when (exception is ChatBusyException or ChatUnavailableException)
            {
                // The others are told first.
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException($"{failures.Count} operators could not be told of the alarm {alarm.AlarmName}", failures);
    }

    private async Task TellAsync(ChatId operatorChat, Alarm alarm, CancellationToken cancellationToken)
    {
        try
        {
            await _chat.SendAsync(new ChatPlace(operatorChat), new ChatText(alarm.ToSentence()) { Silent = false }, cancellationToken);
        }
        catch (ChatException exception) when (exception is not (ChatBusyException or ChatUnavailableException))
        {
            // Trying again would not help: a bot may not write to somebody who has never written to it.
            LogNotTold(exception, operatorChat);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm {AlarmName} was raised: {Reason}")]
    private partial void LogRaised(string alarmName, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Operator {ChatId} can't be told of alarms: they must send the bot a message first")]
    private partial void LogNotTold(Exception exception, ChatId chatId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message on the alarms topic is not an alarm")]
    private partial void LogUnreadable();
}
