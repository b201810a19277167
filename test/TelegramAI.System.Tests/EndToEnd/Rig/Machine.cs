using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Amazon.Runtime;
using TelegramAI.Testing.Aws;
using TelegramAI.Testing.Waiting;
using TelegramAI.Testing.Worker;

namespace TelegramAI.System.Tests.EndToEnd.Rig;

/// <summary>The one instance that the stack's group has started, with its metadata.</summary>
internal sealed class Machine : IAsyncDisposable
{
    private readonly AmazonAutoScalingClient _autoScaling;
    private readonly string _group;

    private Machine(AmazonAutoScalingClient autoScaling, string group, string id, LoopbackInstanceMetadata metadata) =>
        (_autoScaling, _group, Id, Metadata) = (autoScaling, group, id, metadata);

    public string Id { get; }

    public LoopbackInstanceMetadata Metadata { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Machine> FindAsync(MotoServer moto, string group)
    {
        var autoScaling = new AmazonAutoScalingClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonAutoScalingConfig { ServiceURL = moto.Url, AuthenticationRegion = MotoServer.Region });
        await Eventually.UntilAsync(
            "the bot has woken the fleet", TimeSpan.FromSeconds(30), async () => (await DescribeAsync(autoScaling, group)).Instances is { Count: > 0 });
        var id = Assert.Single((await DescribeAsync(autoScaling, group)).Instances).InstanceId;
        return new Machine(autoScaling, group, id, await LoopbackInstanceMetadata.StartAsync(id, MotoServer.Region, Cancellation));
    }

    /// <summary>How many instances the group wants.</summary>
    public async Task<int> DesiredAsync() => (await DescribeAsync(_autoScaling, _group)).DesiredCapacity ?? 0;

    /// <summary>Whether a scale-in may not take it; null where it is gone.</summary>
    public async Task<bool?> IsProtectedAsync() =>
        (await DescribeAsync(_autoScaling, _group)).Instances?.Find(instance => string.Equals(instance.InstanceId, Id, StringComparison.Ordinal))?.ProtectedFromScaleIn;

    public async ValueTask DisposeAsync()
    {
        _autoScaling.Dispose();
        await Metadata.DisposeAsync();
    }

    private static async Task<AutoScalingGroup> DescribeAsync(AmazonAutoScalingClient autoScaling, string group)
    {
        var described = await autoScaling.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [group] }, Cancellation);
        return Assert.Single(described.AutoScalingGroups);
    }
}
