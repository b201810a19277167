using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.BotApiServer.Chats;

/// <summary>Who is what in a group. Whoever is not listed is a plain member.</summary>
internal static class MemberTable
{
    public static void SetMember(this ChatTransaction transaction, ChatId chat, UserId user, MemberStatus status) =>
        transaction.Execute(
            "INSERT INTO members VALUES ($chat, $user, $status) ON CONFLICT DO UPDATE SET status = excluded.status",
            ("$chat", chat.Value),
            ("$user", user.Value),
            ("$status", $"{status}"));

    public static MemberStatus Member(this ChatTransaction transaction, ChatId chat, UserId user)
    {
        var found = transaction.Query(
            "SELECT status FROM members WHERE chat_id = $chat AND user_id = $user",
            row => Enum.Parse<MemberStatus>(row.GetString(0)),
            ("$chat", chat.Value),
            ("$user", user.Value));
        return found is [var status] ? status : MemberStatus.Member;
    }

    public static IReadOnlyList<(UserId User, MemberStatus Status)> Administrators(this ChatTransaction transaction, ChatId chat) =>
    [
        .. transaction.Query(
            "SELECT user_id, status FROM members WHERE chat_id = $chat",
            row => (new UserId(row.GetInt64(0)), Enum.Parse<MemberStatus>(row.GetString(1))),
            ("$chat", chat.Value)).Where(member => member.Item2 is MemberStatus.Creator or MemberStatus.Administrator),
    ];
}
