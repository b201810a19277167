using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using ChatId = TelegramAI.Core.Chats.ChatId;
using MessageId = TelegramAI.Core.Chats.MessageId;
using ThreadId = TelegramAI.Core.Chats.ThreadId;
using UserId = TelegramAI.Core.Chats.UserId;

namespace TelegramAI.Chat.Commands;

/// <summary>Reads what an update asks of the bot. Never throws, whatever the update holds.</summary>
public static class UpdateReader
{
    private static readonly JsonTypeInfo<Update> Contract = TelegramJson.Of<Update>();

    /// <summary>Whether JSON is an update of any kind and version: an object with a number of its own.</summary>
    public static bool IsUpdate(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } update
                && update.TryGetProperty("update_id", out var id)
                && id.ValueKind == JsonValueKind.Number;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads an update's JSON; null where this version can't read it. Fields newer than the library are skipped.</summary>
    public static Update? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return TryRead(json) ?? TryRead(KnownUpdate.Reduce(json).Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads what an update asks.</summary>
    /// <param name="update">The update.</param>
    /// <param name="botName">
    /// The bot's user name. Where it is null, commands that name a bot are taken for ours: Telegram sends groups' commands to the
    /// bot that they name.
    /// </param>
    public static ChatCommand Read(Update update, string? botName = null) => update switch
    {
        // An edited message is a new kind of update: an edit makes no second job.
        { Message: { } message } => ReadMessage(message, botName) is ChatCommand.OfMessage command ? command with { Thread = ThreadOf(message) } : new ChatCommand.NotForUs(),
        { CallbackQuery: { Id: { } id } query } => ReadButton(query, id),
        _ => new ChatCommand.NotForUs(),
    };

    private static Update? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Contract);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // Kinds of chats, media and entities that are newer than the library, and numbers out of their range.
            return null;
        }
    }

    /// <summary>In a group without topics, each reply makes a thread, which is no topic.</summary>
    private static ThreadId? ThreadOf(Message message) =>
        message is { IsTopicMessage: true, MessageThreadId: { } thread and > 1 } ? new ThreadId(thread) : null;

    private static ChatCommand ReadButton(CallbackQuery query, string callbackId) => query switch
    {
        { From: { } from, Message: { Chat: { } chat } message } when JobButtons.ReadCancel(query.Data) is { } job =>
            new ChatCommand.Cancel(new ChatId(chat.Id), new UserId(from.Id), job, callbackId) { Asker = AskerOf(message.ReplyToMessage, job) },
        { From: { } from, Message: { Chat: { } chat } message } when JobButtons.ReadTryNow(query.Data) is { } job =>
            new ChatCommand.TryNow(new ChatId(chat.Id), new UserId(from.Id), job, callbackId) { Asker = AskerOf(message.ReplyToMessage, job) },
        _ => new ChatCommand.StaleButton(callbackId),
    };

    private static UserId? AskerOf(Message? asked, JobId job) => asked?.Id == job.Message.Value && asked.Chat?.Id == job.Chat.Value ? MessageSender.Of(asked) : null;

    private static ChatCommand ReadMessage(Message message, string? botName)
    {
        // Neither a channel's posts nor messages that no answer can name.
        if (message is not { Chat: { Type: not ChatType.Channel } chat, Id: > 0 } || MessageSender.Of(message) is not { } user)
            return new ChatCommand.NotForUs();

        var (chatId, messageId) = (new ChatId(chat.Id), new MessageId(message.Id));
        var isPrivate = chat.Type is ChatType.Private;
        var content = MessageContent.Of(message);
        if (message.Text is null && message.Caption is null)
            return isPrivate ? ReadMedia(message, content, chatId, messageId, user) : new ChatCommand.NotForUs();

        var words = MessageAddress.Read(content.Text, botName);
        if (words.IsForAnotherBot)
            return new ChatCommand.NotForUs();

        if (!isPrivate && !words.IsForUs)
            return MessageSender.IsBot(message.ReplyToMessage, botName) ? ReadReplyToUs(message, content, chatId, messageId, user) : new ChatCommand.NotForUs();

        return words.Command switch
        {
            null or "download" => ToCommand(ReadRequests(message, content with { Text = words.Rest }, words.IsForUs), message, chatId, messageId, user),
            "start" => new ChatCommand.Start(chatId, messageId, user),
            "help" => new ChatCommand.Help(chatId, messageId, user),
            "status" => new ChatCommand.Status(chatId, messageId, user),
            _ when isPrivate || words.IsNamed => new ChatCommand.Unknown(chatId, messageId, user),
            _ => new ChatCommand.NotForUs(),
        };
    }

    /// <summary>A message names what it asks for, or refers to it: what it replies to counts where it names nothing itself, or addresses the bot without a link.</summary>
    private static VideoRequestReading ReadRequests(Message message, MessageContent content, bool isAddressed)
    {
        var own = content.Read();
        if (own.Rejection is not RequestRejection.Empty && !(isAddressed && own is { Rejection: null, NamesVideos: false }))
            return own;

        var referred = MessageContent.ReferredBy(message).Select(other => content.With(other).Read()).ToList();
        return referred.Find(reading => reading.NamesVideos)
            ?? (own.Rejection is null ? own : referred.Find(reading => reading.Rejection is not null and not RequestRejection.Empty) ?? own);
    }

    /// <summary>In a group, a link as a reply to the bot's own message asks for it; a word of thanks asks for nothing.</summary>
    private static ChatCommand ReadReplyToUs(Message message, MessageContent content, ChatId chat, MessageId id, UserId user)
    {
        var reading = content.Read();
        return reading.NamesVideos || reading.Rejection is RequestRejection.NotOneVideo or RequestRejection.BrokenLink
            ? ToCommand(reading, message, chat, id, user)
            : new ChatCommand.NotForUs();
    }

    /// <summary>Media without words may have buttons that lead to a video.</summary>
    private static ChatCommand ReadMedia(Message message, MessageContent content, ChatId chat, MessageId id, UserId user)
    {
        if (content.Read() is { NamesVideos: true } reading)
            return ToCommand(reading, message, chat, id, user);

        return IsMedia(message) ? new ChatCommand.NotUnderstood(chat, id, user, RequestRejection.Empty) : new ChatCommand.NotForUs();
    }

    private static ChatCommand ToCommand(VideoRequestReading reading, Message message, ChatId chat, MessageId id, UserId user) => reading.Rejection is { } reason
        ? new ChatCommand.NotUnderstood(chat, id, user, reason)
        : new ChatCommand.Download(chat, id, user, reading.Requests, reading.LeftOut, SentAt(message)) { Ignored = reading.Ignored };

    private static DateTimeOffset? SentAt(Message message) =>
        message.Date > DateTime.UnixEpoch ? new DateTimeOffset(DateTime.SpecifyKind(message.Date, DateTimeKind.Utc)) : null;

    /// <summary>Something that a person sent, rather than news of the chat. Of an album, whose parts come one by one, nothing is said.</summary>
    private static bool IsMedia(Message message) => message.MediaGroupId is null && message.Type is MessageType.Photo or MessageType.Video
        or MessageType.Document or MessageType.Sticker or MessageType.Voice or MessageType.Audio or MessageType.Animation or MessageType.VideoNote;
}
