namespace TelegramAI.Functions.Tests.Rig;

/// <summary>A stack with two operators, for all specs of a class. Nothing is made where they would be skipped.</summary>
public sealed class SharedStage(Functions functions) : IAsyncLifetime
{
    private Stage? _stage;

    public Stage Stage
    {
        get
        {
            Functions.SkipWhereMissing();
            return _stage!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Functions.SkipReason is null)
            _stage = await Stage.DeployAsync(functions, $"shared-{Guid.NewGuid():N}", admins: "11,22");
    }

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
            await _stage.DisposeAsync();
    }
}
