namespace TelegramAI.Core.Steps;

/// <summary>How jobs tell of themselves (section <c>Steps</c>).</summary>
public sealed class StepOptions
{
    public const string Section = "Steps";

    /// <summary>The least time between two edits of a progress message, in seconds. Telegram allows about one message a second per chat.</summary>
    public double ProgressSeconds { get; set; } = 5;

    public TimeSpan ProgressInterval => TimeSpan.FromSeconds(ProgressSeconds);

    /// <summary>
    /// After how long from its request a video's arrival notifies its reader, in seconds. Whoever asked a moment ago is still looking, and
    /// needs no second message.
    /// </summary>
    public double NotifyAfterSeconds { get; set; } = 10;

    public TimeSpan NotifyAfter => TimeSpan.FromSeconds(NotifyAfterSeconds);

    /// <summary>
    /// Whether the workers keep to Telegram's limits by themselves, which is needed wherever Telegram counts.
    /// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    /// </summary>
    public bool KeepsToLimits { get; set; } = true;
}
