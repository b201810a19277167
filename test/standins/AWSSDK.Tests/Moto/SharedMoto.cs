using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.SecretsManager;
using AWSSDK.Tests.Moto;
using TelegramAI.Testing.Aws;

[assembly: AssemblyFixture(typeof(SharedMoto))]

namespace AWSSDK.Tests.Moto;

/// <summary>One server for all specs; each uses names of its own.</summary>
public sealed class SharedMoto : IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");
    private readonly Lazy<Task<MotoServer>> _server = new(() => MotoServer.StartAsync());

    /// <summary>Skips the spec where moto can't be had; in CI it fails instead.</summary>
    public Task<MotoServer> ServerAsync()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        return _server.Value;
    }

    public async Task<AmazonCloudWatchClient> CloudWatchAsync() => new(
        Credentials, new AmazonCloudWatchConfig { ServiceURL = (await ServerAsync()).Url, AuthenticationRegion = MotoServer.Region });

    public async Task<AmazonAutoScalingClient> AutoScalingAsync() => new(
        Credentials, new AmazonAutoScalingConfig { ServiceURL = (await ServerAsync()).Url, AuthenticationRegion = MotoServer.Region });

    public async Task<AmazonSecretsManagerClient> SecretsManagerAsync() => new(
        Credentials, new AmazonSecretsManagerConfig { ServiceURL = (await ServerAsync()).Url, AuthenticationRegion = MotoServer.Region });

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _server.Value).DisposeAsync();
    }
}
