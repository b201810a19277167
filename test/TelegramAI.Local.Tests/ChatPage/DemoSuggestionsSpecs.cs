using TelegramAI.Local.ChatPage;

namespace TelegramAI.Local.Tests.ChatPage;

public class DemoSuggestionsSpecs
{
    [Fact]
    public async Task A_chip_asks_for_fifty_different_videos()
    {
        var chips = await new DemoSuggestions().GetAsync(TestContext.Current.CancellationToken);

        var many = Assert.Single(chips, chip => chip.Label is "50 videos at once");
        Assert.Equal(50, many.Text.Split('\n').Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(chips, chip => chip.Label is "1080p: Mandelbrot, 20 s");
    }
}
