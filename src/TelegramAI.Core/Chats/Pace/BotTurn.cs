namespace TelegramAI.Core.Chats.Pace;

/// <summary>
/// A call's turn among all that the bot sends. Telegram counts the call somewhere between its start and its answer, so it counts here as
/// one of this moment until it is answered. One that takes long, as an upload does, holds up the others for a while only, and counts once
/// more at its end.
/// </summary>
internal sealed class BotTurn(DateTimeOffset startedAt, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private DateTimeOffset? _answeredAt;

    public bool IsOpen => _answeredAt is null;

    /// <summary>The latest moment at which Telegram may have counted it.</summary>
    public DateTimeOffset At => _answeredAt is { } answered ? answered : time.GetUtcNow() is var now && now - startedAt < Longest ? now : startedAt + Longest;

    /// <summary>The call is answered, or was given up.</summary>
    public void Dispose() => _answeredAt ??= time.GetUtcNow();
}
