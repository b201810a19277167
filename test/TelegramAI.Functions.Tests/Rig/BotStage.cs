using System.Text.Json.Nodes;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Functions.Tests.Rig;

/// <summary>A stack whose bot runs, for all specs of a class. Nothing is made where they would be skipped.</summary>
public sealed class BotStage(Functions functions) : IAsyncLifetime
{
    public Stage Stage { get; private set; } = null!;

    public FunctionProcess Bot { get; private set; } = null!;

    /// <summary>What Telegram proves itself with.</summary>
    public string Secret { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Functions.SkipReason is not null)
            return;

        Stage = await Stage.DeployAsync(functions, $"bot-{Guid.NewGuid():N}");
        Secret = await Stage.WebhookSecretAsync();
        Bot = await Stage.StartAsync("Bot");
    }

    public static async Task<JsonNode> SendAsync(WebhookEvent request, FunctionProcess bot)
    {
        var invocation = await bot.InvokeAsync(request.ToJson(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(invocation.Error is null, invocation.Error?.Body);
        return JsonNode.Parse(invocation.Response)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (Bot is not null)
            await Bot.DisposeAsync();
        if (Stage is not null)
            await Stage.DisposeAsync();
    }
}
