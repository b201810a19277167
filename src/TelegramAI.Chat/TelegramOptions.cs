using System.Globalization;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat;

/// <summary>The bot and who may use it (section <c>Telegram</c>).</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>Stands for every person in <see cref="AllowedUsers"/>.</summary>
    public const string Everybody = "*";

    /// <summary>The name of the AWS secret that holds the token; null where it is given here.</summary>
    public string? SecretId { get; set; }

    /// <summary>What @BotFather gave: the bot's number, a colon and a secret. Not needed where <see cref="SecretId"/> is given.</summary>
    public string Token { get; set; } = "";

    /// <summary>A Bot API server of one's own, such as <c>http://localhost:8081</c>; null for Telegram's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>
    /// The ids of those who may ask for videos; <c>*</c> for everybody. A chat's id, which is negative, stands for everybody in that group,
    /// and for a channel that writes in groups. Nobody else gets a job.
    /// </summary>
    public IList<string> AllowedUsers { get; } = [];

    /// <summary>The ids of those who may see the operator's pages. They may ask for videos too.</summary>
    public IList<string> Admins { get; } = [];

    /// <summary>Whether somebody may ask for videos in a chat.</summary>
    public bool Allows(UserId user, ChatId chat) =>
        AllowedUsers.Contains(Everybody) || Names(AllowedUsers, user.Value) || (chat.Value < 0 && Names(AllowedUsers, chat.Value)) || IsAdmin(user);

    /// <summary>The operators' own chats with the bot: a private chat has its person's id.</summary>
    public IEnumerable<ChatId> OperatorChats() => Admins
        .Select(id => TryParse(id, out var number) ? number : 0)
        .Where(number => number > 0)
        .Distinct()
        .Select(number => new ChatId(number));

    public bool IsAdmin(UserId user) => Names(Admins, user.Value);

    /// <summary>Whether it is a person's id, or a chat's.</summary>
    internal static bool IsId(string? id) => TryParse(id, out var number) && number != 0;

    internal static bool IsUser(string? id) => TryParse(id, out var number) && number > 0;

    private static bool Names(IList<string> ids, long number) => ids.Any(id => TryParse(id, out var named) && named == number);

    private static bool TryParse(string? id, out long number) =>
        long.TryParse(id?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
