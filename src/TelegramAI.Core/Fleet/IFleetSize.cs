namespace TelegramAI.Core.Fleet;

/// <summary>How many processes run jobs, and so share what the bot may send.</summary>
public interface IFleetSize
{
    /// <summary>Their number, this one included. Asked before each call into a chat, so it costs next to nothing and may be a minute old.</summary>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);
}

/// <summary>This process has all jobs, as on one machine.</summary>
public sealed class SoleProcess : IFleetSize
{
    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(1);
}
