using Telegram.Bot.Types.ReplyMarkups;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Chat.Commands;

/// <summary>The button that stops a job. A job's id is always short enough for the 64 bytes that a button may carry.</summary>
internal static class CancelButton
{
    private const string Prefix = "cancel:";

    public static InlineKeyboardMarkup? For(JobId? job) =>
        job is { } id ? new InlineKeyboardMarkup(InlineKeyboardButton.WithCallbackData("Cancel", $"{Prefix}{id}")) : null;

    public static JobId? Read(string? data) =>
        data?.StartsWith(Prefix, StringComparison.Ordinal) is true && JobId.TryParse(data[Prefix.Length..], provider: null, out var id) ? id : null;
}
