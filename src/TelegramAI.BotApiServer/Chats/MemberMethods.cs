using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>Tells the bot about a chat and who is who in it.</summary>
internal sealed class MemberMethods(ChatDatabase database) : IBotMethods
{
    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("getChat", GetChatAsync),
        ("getChatMember", GetMemberAsync),
        ("getChatAdministrators", GetAdministratorsAsync),
    ];

    private async Task<object> GetChatAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                var chat = transaction.DescribeChat(call.Chat);
                return new { chat.Id, chat.Type, chat.Title, chat.FirstName, chat.IsForum, AccentColorId = 0, MaxReactionCount = 11, AcceptedGiftTypes = new { } };
            },
            cancellationToken);

    private async Task<object> GetMemberAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                var user = new UserId(call.Number("user_id") ?? throw BotApiException.BadRequest("invalid user_id specified"));
                return Describe(user, transaction.Member(call.Chat, user));
            },
            cancellationToken);

    private async Task<object> GetAdministratorsAsync(BotCall call, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            transaction =>
            {
                transaction.RequireAccess(call.Chat);
                if (transaction.DescribeChat(call.Chat).IsPrivate)
                    throw BotApiException.BadRequest("there are no administrators in the private chat");

                return transaction.Administrators(call.Chat).Select(member => Describe(member.User, member.Status)).ToList();
            },
            cancellationToken);

    private static object Describe(UserId user, MemberStatus status) => new
    {
        Status = status.ToString().ToLowerInvariant(),
        User = User.Person(user),
        IsAnonymous = status is MemberStatus.Creator or MemberStatus.Administrator ? false : (bool?)null,
    };
}
