namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// By how much a process stays below its share: refusals halve it, time raises it again. Telegram does not say which of its limits a refusal
/// is about. A refusal in one chat is taken for that chat's; refusals in two chats within seconds are taken for the whole bot's.
/// </summary>
internal sealed class Slowing(TimeProvider time)
{
    private const double Least = 1.0 / 8;
    private const double RegainedPerSecond = 0.05;
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Once = TimeSpan.FromSeconds(1);

    private (ChatId Chat, DateTimeOffset At)? _refused;
    private double _factor = 1;
    private DateTimeOffset _slowedAt;

    /// <summary>1 for the whole share.</summary>
    public double Factor => Math.Min(1, _factor + (RegainedPerSecond * (time.GetUtcNow() - _slowedAt).TotalSeconds));

    public void Refused(ChatId chat)
    {
        var now = time.GetUtcNow();
        if (_refused is var (other, at) && other != chat && now - at < Together && now - _slowedAt >= Once)
            (_factor, _slowedAt) = (Math.Max(Least, Factor / 2), now);

        _refused = (chat, now);
    }
}
