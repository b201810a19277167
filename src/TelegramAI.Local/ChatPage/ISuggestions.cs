namespace TelegramAI.Local.ChatPage;

/// <summary>What the page offers to send, as chips above the field for a message.</summary>
public interface ISuggestions
{
    ValueTask<IReadOnlyList<Suggestion>> GetAsync(CancellationToken cancellationToken = default);
}

/// <param name="Label">What the chip says.</param>
/// <param name="Text">What a press on it sends.</param>
public sealed record Suggestion(string Label, string Text);

/// <summary>Offers nothing.</summary>
internal sealed class NoSuggestions : ISuggestions
{
    public ValueTask<IReadOnlyList<Suggestion>> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<Suggestion>>([]);
}
