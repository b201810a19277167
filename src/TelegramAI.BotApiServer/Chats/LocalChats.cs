using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TelegramAI.BotApiServer.Files;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Profile;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.BotApiServer.Updates;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>
/// The people's side of the chats: what the page does, and what a test does as any person in any chat.
/// A chat exists once it was opened or written in. Every method throws <see cref="ChatDataException"/> where the data can't be used.
/// </summary>
public sealed class LocalChats
{
    private readonly ChatDatabase _database;
    private readonly FileStore _files;
    private readonly BotProfile _bot;
    private readonly TimeProvider _time;

    internal LocalChats(ChatDatabase database, FileStore files, BotProfile bot, TimeProvider time)
    {
        _database = database;
        _files = files;
        _bot = bot;
        _time = time;
    }

    /// <summary>
    /// Says something to the bot, as the person whose chat it is where <paramref name="from"/> names nobody else. A text over 4096
    /// characters becomes several messages, as Telegram's own apps send it.
    /// </summary>
    /// <returns>The messages; none where there is only white space.</returns>
    public Task<IReadOnlyList<MessageChange>> SendAsync(
        ChatId chat,
        string text,
        MessageId? replyTo = null,
        UserId? from = null,
        TopicId? topic = null,
        CancellationToken cancellationToken = default) =>
        _database.WriteAsync<IReadOnlyList<MessageChange>>(
            transaction =>
            {
                transaction.OpenChat(chat);
                var answered = replyTo is { } id ? transaction.FindMessage(chat, id) : null;
                return [.. LongText.Split(text).Select((part, index) => Add(transaction, chat, from, part, index == 0 ? answered : null, topic))];
            },
            cancellationToken);

    /// <summary>Presses a button, as the person whose chat it is where <paramref name="from"/> names nobody else.</summary>
    /// <returns>The id of the question that the bot is asked; null where the message has no such button (any more).</returns>
    public Task<string?> PressAsync(ChatId chat, MessageId message, string data, UserId? from = null, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                if (transaction.FindMessage(chat, message) is not { } pressed || pressed.ReplyMarkup?.Offers(data) is not true)
                    return null;

                var id = RandomNumberGenerator.GetInt32(int.MaxValue).ToString(CultureInfo.InvariantCulture) + pressed.MessageId;
                transaction.Execute("INSERT INTO callbacks VALUES ($id, $chat)", ("$id", id), ("$chat", chat.Value));
                var query = new CallbackQuery(id, Person(chat, from), pressed, $"{chat.Value}", data);
                transaction.AddUpdate("callback_query", query, _time.GetUtcNow());
                return id;
            },
            cancellationToken);

    /// <summary>Blocks the bot in a chat, or lets it in again; in a group, throws it out.</summary>
    public Task SetBlockedAsync(ChatId chat, bool blocked, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                transaction.OpenChat(chat);
                if (!transaction.SetBlocked(chat, blocked))
                    return;

                var member = new ChatMember("member", _bot.User);
                var kicked = new ChatMember("kicked", _bot.User, UntilDate: 0);
                var now = _time.GetUtcNow();
                var (before, after) = blocked ? (member, kicked) : (kicked, member);
                var content = new ChatMemberUpdated(transaction.DescribeChat(chat), Person(chat, null), now.ToUnixTimeSeconds(), before, after);
                transaction.AddUpdate("my_chat_member", content, now);
                transaction.MarkChanged(chat);
            },
            cancellationToken);

    /// <summary>Deletes a message, whose ever it is: a person of a private chat can, and the moderators of a group. The bot is not told.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(transaction => transaction.DeleteMessage(chat, message), cancellationToken);

    /// <summary>The messages that the phone rang for in a chat, in order, also those that were deleted since.</summary>
    public Task<IReadOnlyList<MessageId>> NotificationsAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(transaction => transaction.Notifications(chat), cancellationToken);

    /// <summary>Deletes every message of a chat.</summary>
    public Task ClearAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                foreach (var message in transaction.MessageIds(chat))
                    transaction.DeleteMessage(chat, message);
            },
            cancellationToken);

    /// <summary>Opens a chat and reads its newest messages, oldest first; only those before <paramref name="before"/> where it is given.</summary>
    public Task<ChatHistory> ReadAsync(ChatId chat, MessageId? before = null, int limit = 100, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                transaction.OpenChat(chat);
                return new ChatHistory(
                    new BotCard(
                        _bot.User.FirstName,
                        _bot.User.Username!,
                        transaction.Setting<string>(ProfileMethods.Description),
                        transaction.Setting<List<BotCommand>>(ProfileMethods.Commands) ?? []),
                    transaction.Version(),
                    transaction.IsBlocked(chat),
                    transaction.MessagesBefore(chat, before ?? new MessageId(int.MaxValue), limit));
            },
            cancellationToken);

    /// <summary>What changed in a chat after a version, oldest change first, at most 100 at once.</summary>
    public Task<IReadOnlyList<MessageChange>> ChangesAsync(ChatId chat, long after, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(transaction => transaction.ChangesAfter(chat, after, limit: 100), cancellationToken);

    /// <summary>The version of the newest change in any chat.</summary>
    public Task<long> VersionAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync(transaction => transaction.Version(), cancellationToken);

    public Task<bool> IsBlockedAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(transaction => transaction.IsBlocked(chat), cancellationToken);

    /// <summary>The file that a message shows, by its id; null where there is none.</summary>
    public Task<ChatFile?> FindFileAsync(string fileId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(
            transaction => transaction.FindFile(fileId) is { } file ? new ChatFile(_files.PathOf(file.Name), file.Video.MimeType) : null,
            cancellationToken);

    /// <summary>
    /// Gives the bot an update as it is, however strange; for tests. Nothing of it is shown in a chat. <paramref name="kind"/> is the
    /// update's field, such as <c>message</c>.
    /// </summary>
    public Task InjectAsync(string kind, JsonNode content, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(transaction => transaction.AddUpdate(kind, content, _time.GetUtcNow()), cancellationToken);

    private MessageChange Add(ChatTransaction transaction, ChatId chat, UserId? from, string text, Message? answered, TopicId? topic)
    {
        var now = _time.GetUtcNow();
        var thread = topic?.Value ?? answered?.MessageThreadId;

        // In a topic, whoever answers nobody answers the message that began the topic: that is how Telegram sends it.
        answered ??= thread is { } start ? transaction.FindMessage(chat, new MessageId(start)) : null;
        var message = new Message
        {
            MessageId = transaction.NextMessageId().Value,
            From = Person(chat, from),
            Chat = transaction.DescribeChat(chat),
            MessageThreadId = thread,
            IsTopicMessage = thread is null ? null : true,
            Date = now.ToUnixTimeSeconds(),
            ReplyToMessage = answered is null ? null : answered with { ReplyToMessage = null },
            Text = text,
            Entities = EntityParser.Parse(text),
        };
        transaction.Deliver(message, now);
        return new MessageChange(transaction.Version(), message.MessageId, Seen: false, message);
    }

    private static User Person(ChatId chat, UserId? from) => User.Person(from ?? new UserId(Math.Abs(chat.Value)));
}

/// <param name="Bot">Who is at the other end.</param>
/// <param name="Version">Changes after this one are not in it.</param>
/// <param name="Blocked">The person has blocked the bot.</param>
/// <param name="Messages">Oldest first.</param>
public sealed record ChatHistory(BotCard Bot, long Version, bool Blocked, IReadOnlyList<MessageChange> Messages);

/// <summary>A file that was sent.</summary>
/// <param name="Path">Its full path on the disk.</param>
/// <param name="MimeType">What it is.</param>
public sealed record ChatFile(string Path, string? MimeType);

/// <summary>What a chat shows of the bot.</summary>
public sealed record BotCard(string Name, string Username, string? Description, IReadOnlyList<BotCommand> Commands);
