using TelegramAI.Functions.Tests.Rig;

namespace TelegramAI.Functions.Tests;

public sealed class SecretSpecs(BotStage stage) : IClassFixture<BotStage>
{
    [Fact]
    public async Task A_webhook_secret_that_was_changed_is_read_again()
    {
        Rig.Functions.SkipWhereMissing();
        const string changed = "a-new-secret-of-the-webhook";
        await BotStage.SendAsync(new WebhookEvent { Secret = stage.Secret, Body = WebhookEvent.Text("/start") }, stage.Bot);
        await stage.Stage.ChangeWebhookSecretAsync(changed);

        var answer = await BotStage.SendAsync(new WebhookEvent { Secret = changed, Body = WebhookEvent.Text("https://youtu.be/dQw4w9WgXcQ") }, stage.Bot);

        Assert.Equal(200, (int)answer["statusCode"]!);
        Assert.Single(await stage.Stage.TakeJobsAsync());
    }
}
