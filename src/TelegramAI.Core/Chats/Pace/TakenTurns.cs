namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// The turns of a chat that are taken, and the rule by which the next one follows: one in a second after a burst of two, and no more than
/// 18 in a minute in a group. Telegram allows "short bursts" without saying how short, and 20 in a minute; the difference is for what the bot
/// answers by itself, and for calls that travel unevenly. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </summary>
/// <param name="Taken">When they are, in order.</param>
/// <param name="NotBefore">Before when the chat takes nothing.</param>
/// <param name="Promised">When the last of those comes back that were sent away.</param>
internal sealed record TakenTurns(IReadOnlyList<DateTimeOffset> Taken, DateTimeOffset NotBefore = default, DateTimeOffset Promised = default)
{
    private const int Burst = 2;
    private const int GroupPerMinute = 18;
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    public static TakenTurns None { get; } = new([]);

    /// <summary>When the chat has paid for all turns that are taken.</summary>
    private DateTimeOffset PaidAt => Taken.Aggregate(DateTimeOffset.MinValue, (paid, turn) => (turn > paid ? turn : paid) + Spacing);

    /// <summary>The first free turn from some time on.</summary>
    public DateTimeOffset Next(ChatId chat, DateTimeOffset from)
    {
        var next = Later(from, NotBefore);
        if (Taken.Count > 0)
            next = Later(next, PaidAt - (Spacing * (Burst - 1)));

        return IsGroup(chat) && Taken.Count >= GroupPerMinute ? Later(next, Taken[^GroupPerMinute] + Minute) : next;
    }

    /// <summary>When the chat next has a turn to spare: nobody waits, and in a group half of the minute's are left for those who need them.</summary>
    public DateTimeOffset NextSpare(ChatId chat, DateTimeOffset now)
    {
        var next = Later(Next(chat, now), Promised);
        if (Taken.Count > 0)
            next = Later(next, PaidAt);

        return IsGroup(chat) && Taken.Count >= GroupPerMinute / 2 ? Later(next, Taken[^(GroupPerMinute / 2)] + Minute) : next;
    }

    public TakenTurns With(DateTimeOffset turn) => this with { Taken = [.. Taken.Where(other => turn - other < Minute), turn] };

    /// <summary>Sends one away until the chat has a turn for it: each of them comes back later than the one before, and not all at once.</summary>
    public TakenTurns Promise(ChatId chat, DateTimeOffset turn) =>
        this with { Promised = Later(turn, Promised + (IsGroup(chat) ? Minute / GroupPerMinute : Spacing)) };

    public TakenTurns Pause(DateTimeOffset until) => this with { NotBefore = Later(NotBefore, until) };

    public static bool IsGroup(ChatId chat) => chat.Value < 0;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
