using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;
using TelegramAI.Aws.Tests.Moto;
using TelegramAI.Testing.Aws;

[assembly: AssemblyFixture(typeof(SharedMoto))]

namespace TelegramAI.Aws.Tests.Moto;

/// <summary>One server for all specs, which use names of their own, and clients of it.</summary>
public sealed class SharedMoto : IAsyncDisposable
{
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    /// <summary>So few objects fill a page that every list has some.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal) { ["MOTO_S3_DEFAULT_MAX_KEYS"] = "3" };

    private readonly Lazy<Task<MotoServer>> _server = new(() => MotoServer.StartAsync(Settings));

    /// <summary>A name that nothing else has.</summary>
    public static string NewName() => $"spec-{Guid.NewGuid():N}";

    /// <summary>Skips the spec where moto can't be had; in CI it fails instead.</summary>
    public Task<MotoServer> ServerAsync()
    {
        Assert.SkipUnless(MotoServer.SkipReason is null, MotoServer.SkipReason ?? "");
        return _server.Value;
    }

    public async Task<AmazonSQSClient> SqsAsync(Wire? wire = null) => new(Credentials, await AtAsync(new AmazonSQSConfig(), wire));

    public async Task<AmazonS3Client> S3Async(Wire? wire = null) => new(Credentials, await AtAsync(new AmazonS3Config(), wire));

    public async Task<AmazonAutoScalingClient> AutoScalingAsync(Wire? wire = null) => new(Credentials, await AtAsync(new AmazonAutoScalingConfig(), wire));

    public async Task<AmazonCloudWatchClient> CloudWatchAsync(Wire? wire = null) => new(Credentials, await AtAsync(new AmazonCloudWatchConfig(), wire));

    public async Task<AmazonSecretsManagerClient> SecretsManagerAsync(Wire? wire = null) =>
        new(Credentials, await AtAsync(new AmazonSecretsManagerConfig(), wire));

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }

    private async Task<TConfig> AtAsync<TConfig>(TConfig config, Wire? wire)
        where TConfig : ClientConfig
    {
        config.ServiceURL = (await ServerAsync()).Url;
        config.AuthenticationRegion = MotoServer.Region;
        config.HttpClientFactory = wire;
        return config;
    }
}
