using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
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

    /// <summary>Reads an update's JSON; null where it is none that this version can read.</summary>
    public static Update? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Contract);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // Kinds of chats and entities that are newer than the library, and numbers out of their range.
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

    /// <summary>In a group without topics, each reply makes a thread, which is no topic.</summary>
    private static ThreadId? ThreadOf(Message message) =>
        message is { IsTopicMessage: true, MessageThreadId: { } thread and > 1 } ? new ThreadId(thread) : null;

    private static ChatCommand ReadButton(CallbackQuery query, string callbackId) => query switch
    {
        { From: { } from, Message.Chat: { } chat } when JobButtons.ReadCancel(query.Data) is { } job =>
            new ChatCommand.Cancel(new ChatId(chat.Id), new UserId(from.Id), job, callbackId),
        { From: { } from, Message.Chat: { } chat } when JobButtons.ReadTryNow(query.Data) is { } job =>
            new ChatCommand.TryNow(new ChatId(chat.Id), new UserId(from.Id), job, callbackId),
        _ => new ChatCommand.StaleButton(callbackId),
    };

    private static ChatCommand ReadMessage(Message message, string? botName)
    {
        // Neither other bots, nor a channel's posts, nor what Telegram itself forwards from one, nor messages that no answer can name.
        if (message is not { Chat: { Type: not ChatType.Channel } chat, From: { IsBot: false } from, Id: > 0, IsAutomaticForward: false })
            return new ChatCommand.NotForUs();

        var (chatId, messageId, user) = (new ChatId(chat.Id), new MessageId(message.Id), new UserId(from.Id));
        var isPrivate = chat.Type is ChatType.Private;
        var text = message.Text ?? message.Caption;
        if (text is null)
        {
            return isPrivate && IsMedia(message)
                ? new ChatCommand.NotUnderstood(chatId, messageId, user, RequestRejection.Empty)
                : new ChatCommand.NotForUs();
        }

        var words = MessageAddress.Read(text, botName);
        if (words.IsForAnotherBot || (!isPrivate && !words.IsForUs))
            return new ChatCommand.NotForUs();

        return words.Command switch
        {
            null or "download" => ReadRequests(message, words.Rest, chatId, messageId, user),
            "start" => new ChatCommand.Start(chatId, messageId, user),
            "help" => new ChatCommand.Help(chatId, messageId, user),
            "status" => new ChatCommand.Status(chatId, messageId, user),
            _ when isPrivate || words.IsNamed => new ChatCommand.Unknown(chatId, messageId, user),
            _ => new ChatCommand.NotForUs(),
        };
    }

    private static ChatCommand ReadRequests(Message message, string text, ChatId chat, MessageId id, UserId user)
    {
        var reading = VideoRequestReader.Read(text, HiddenLinks(message));
        return reading.Rejection is { } reason
            ? new ChatCommand.NotUnderstood(chat, id, user, reason)
            : new ChatCommand.Download(chat, id, user, reading.Requests, reading.LeftOut, SentAt(message));
    }

    /// <summary>The links that stand under other words. Those that stand as they are, are in the text.</summary>
    private static List<HiddenLink> HiddenLinks(Message message) =>
        (message.Text is null ? message.CaptionEntities : message.Entities)?
            .Where(entity => entity is { Type: MessageEntityType.TextLink, Url: not null })
            .Select(entity => new HiddenLink(entity.Offset, entity.Url!))
            .ToList() ?? [];

    private static DateTimeOffset? SentAt(Message message) =>
        message.Date > DateTime.UnixEpoch ? new DateTimeOffset(DateTime.SpecifyKind(message.Date, DateTimeKind.Utc)) : null;

    /// <summary>Something that a person sent, rather than news of the chat. Of an album, whose parts come one by one, nothing is said.</summary>
    private static bool IsMedia(Message message) => message.MediaGroupId is null && message.Type is MessageType.Photo or MessageType.Video
        or MessageType.Document or MessageType.Sticker or MessageType.Voice or MessageType.Audio or MessageType.Animation or MessageType.VideoNote;
}
