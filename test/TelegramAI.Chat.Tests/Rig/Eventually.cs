namespace TelegramAI.Chat.Tests.Rig;

public static class Eventually
{
    public static async Task IsTrueAsync(Func<bool> condition, string what)
    {
        for (var waited = 0; !condition(); waited += 20)
        {
            Assert.True(waited < 20_000, $"Not within 20 s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
