using System.Globalization;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat;

/// <summary>The bot and who may use it (section <c>Telegram</c>).</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>Stands for every person in <see cref="AllowedUsers"/>.</summary>
    public const string Everybody = "*";

    /// <summary>The name of the AWS secret that holds the token and the webhook's secret; null where they are given here.</summary>
    public string? SecretId { get; set; }

    /// <summary>What @BotFather gave: the bot's number, a colon and a secret. Not needed where <see cref="SecretId"/> is given.</summary>
    public string Token { get; set; } = "";

    /// <summary>A Bot API server of one's own, such as <c>http://localhost:8081</c>; null for Telegram's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The ids of those who may ask for videos; <c>*</c> for everybody. Nobody else gets a job.</summary>
    public IList<string> AllowedUsers { get; } = [];

    /// <summary>The ids of those who may see the operator's pages. They may ask for videos too.</summary>
    public IList<string> Admins { get; } = [];

    /// <summary>What Telegram sends with each update to prove itself; null where updates are polled.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>Whether a person may ask for videos.</summary>
    public bool Allows(UserId user) => AllowedUsers.Contains(Everybody) || Names(AllowedUsers, user) || IsAdmin(user);

    public bool IsAdmin(UserId user) => Names(Admins, user);

    private static bool Names(IList<string> ids, UserId user) => ids.Any(id => TryParse(id, out var named) && named == user);

    internal static bool TryParse(string? id, out UserId user)
    {
        var isNumber = long.TryParse(id?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        user = new UserId(number);
        return isNumber && number > 0;
    }
}
