using Telegram.Bot.Types.ReplyMarkups;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Chat.Commands;

/// <summary>The buttons under a job's message. A job's id is always short enough for the 64 bytes that a button may carry.</summary>
internal static class JobButtons
{
    private const string CancelPrefix = "cancel:";
    private const string TryNowPrefix = "now:";

    /// <summary>The buttons that a text has; null for none.</summary>
    public static InlineKeyboardMarkup? For(ChatText text) => text switch
    {
        { Cancels: null } => null,
        { Cancels: { } job, OffersRetry: true } => new InlineKeyboardMarkup(Button("Try now", TryNowPrefix, job), CancelButton(job)),
        { Cancels: { } job } => Cancel(job),
    };

    public static InlineKeyboardMarkup Cancel(JobId job) => new(CancelButton(job));

    public static JobId? ReadCancel(string? data) => Read(data, CancelPrefix);

    public static JobId? ReadTryNow(string? data) => Read(data, TryNowPrefix);

    private static InlineKeyboardButton Button(string text, string prefix, JobId job) => InlineKeyboardButton.WithCallbackData(text, $"{prefix}{job}");

    private static InlineKeyboardButton CancelButton(JobId job) => Button(job.IsBatch ? "Cancel all" : "Cancel", CancelPrefix, job);

    private static JobId? Read(string? data, string prefix) =>
        data?.StartsWith(prefix, StringComparison.Ordinal) is true && JobId.TryParse(data[prefix.Length..], provider: null, out var id) ? id : null;
}
