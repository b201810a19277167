using Amazon.AutoScaling;
using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Core.Fleet;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Aws.Tests.Fleet;

public sealed class FleetPortSpecs(SharedMoto moto) : FleetSpecs, IDisposable
{
    private AmazonAutoScalingClient? _autoScaling;

    public void Dispose() => _autoScaling?.Dispose();

    protected override async Task<IFleet> OpenAsync(int max)
    {
        _autoScaling = await moto.AutoScalingAsync();
        var group = await moto.CreateGroupAsync(desired: 0, max, Cancellation);
        return new AutoScalingFleet(_autoScaling, Options.Create(new AutoScalingOptions { GroupName = group }));
    }

    /// <summary>Moto launches at once.</summary>
    protected override Task SettleAsync() => Task.CompletedTask;
}
