using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>What the people of a group do with it: topics, rights, its growth into a supergroup.</summary>
public sealed class LocalGroups
{
    // https://core.telegram.org/bots/api#forumtopiccreated: one of the six colors that Telegram gives.
    private const int Blue = 0x6FB9F0;

    private readonly ChatDatabase _database;
    private readonly TimeProvider _time;

    internal LocalGroups(ChatDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Makes a chat a supergroup with topics.</summary>
    public Task OpenForumAsync(ChatId chat, CancellationToken cancellationToken = default) =>
        ChangeAsync(chat, state => state with { IsSupergroup = true, IsForum = true }, cancellationToken);

    /// <summary>Says what the bot may do in a group from now on.</summary>
    public Task SetRightsAsync(ChatId chat, BotRights rights, CancellationToken cancellationToken = default) =>
        ChangeAsync(chat, state => state with { Rights = rights }, cancellationToken);

    /// <summary>Says who somebody is in a group; who is not named is a plain member.</summary>
    public Task SetMemberAsync(ChatId chat, UserId user, MemberStatus status, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(transaction => transaction.SetMember(chat, user, status), cancellationToken);

    /// <summary>Begins a topic, of which the bot is told by a service message.</summary>
    public Task<TopicId> CreateTopicAsync(ChatId chat, string name, UserId creator, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                var topic = new TopicId(transaction.NextMessageId().Value);
                transaction.AddTopic(chat, topic);
                var message = Service(transaction, chat, creator, topic.Value) with
                {
                    MessageThreadId = topic.Value,
                    IsTopicMessage = true,
                    ForumTopicCreated = new ForumTopicCreated(name, Blue),
                };
                transaction.Deliver(message, _time.GetUtcNow());
                return topic;
            },
            cancellationToken);

    /// <summary>Deletes a topic with its messages.</summary>
    public Task DeleteTopicAsync(ChatId chat, TopicId topic, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                transaction.RemoveTopic(chat, topic);
                foreach (var id in transaction.MessageIds(chat))
                {
                    if (transaction.FindMessage(chat, id)?.MessageThreadId == topic.Value)
                        transaction.DeleteMessage(chat, id);
                }
            },
            cancellationToken);

    /// <summary>
    /// Turns a group into a supergroup, which has another number. The bot is told in both; from then on the group's number is refused with
    /// the supergroup's: https://core.telegram.org/bots/api#responseparameters.
    /// </summary>
    public Task MigrateAsync(ChatId group, ChatId supergroup, UserId by, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(
            transaction =>
            {
                var now = _time.GetUtcNow();
                transaction.OpenChat(group);
                var before = transaction.Group(group) ?? new GroupState();
                transaction.Deliver(Service(transaction, group, by) with { MigrateToChatId = supergroup.Value }, now);
                transaction.SetGroup(supergroup, before with { IsSupergroup = true, Title = transaction.DescribeChat(group).Title });
                transaction.SetGroup(group, before with { MigratedTo = supergroup.Value });
                transaction.Deliver(Service(transaction, supergroup, by) with { MigrateFromChatId = group.Value }, now);
            },
            cancellationToken);

    private Task ChangeAsync(ChatId chat, Func<GroupState, GroupState> change, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            transaction => transaction.SetGroup(chat, change(transaction.Group(chat) ?? new GroupState())),
            cancellationToken);

    private Message Service(ChatTransaction transaction, ChatId chat, UserId by, int? id = null) => new()
    {
        MessageId = id ?? transaction.NextMessageId().Value,
        From = User.Person(by),
        Chat = transaction.DescribeChat(chat),
        Date = _time.GetUtcNow().ToUnixTimeSeconds(),
    };
}
