using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.SecretsManager;

namespace AWSSDK.Tests.Shared;

/// <summary>The environment belongs to the process, so these run alone.</summary>
[Collection(nameof(EnvironmentSpecs))]
[CollectionDefinition(nameof(EnvironmentSpecs), DisableParallelization = true)]
public sealed class EnvironmentSpecs : IDisposable
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    public EnvironmentSpecs()
    {
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_without_arguments_follow_the_environment()
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryOk("Any"));
        Set("AWS_ENDPOINT_URL", service.Url);
        using var cloudWatch = new AmazonCloudWatchClient();
        using var autoScaling = new AmazonAutoScalingClient();

        await cloudWatch.PutMetricDataAsync(new() { Namespace = "TelegramAI" }, Cancellation);
        await autoScaling.DescribeAutoScalingGroupsAsync(Cancellation);

        Assert.Equal(["PutMetricData", "DescribeAutoScalingGroups"], service.Requests.Select(request => request.Action));
        Assert.All(
            service.Requests,
            request => Assert.Matches("Credential=AKIDENVIRONMENT/[0-9]+/eu-central-1/", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_service_may_have_an_address_of_its_own()
    {
        await using var common = await LoopbackService.StartAsync(Answer.QueryOk("Any"));
        await using var scaling = await LoopbackService.StartAsync(Answer.QueryOk("Any"));
        await using var secrets = await LoopbackService.StartAsync(Answer.Json(200, "{}"));
        Set("AWS_ENDPOINT_URL", common.Url);
        Set("AWS_ENDPOINT_URL_AUTO_SCALING", scaling.Url);
        Set("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.Url);
        using var cloudWatch = new AmazonCloudWatchClient();
        using var autoScaling = new AmazonAutoScalingClient();
        using var secretsManager = new AmazonSecretsManagerClient();

        await cloudWatch.PutMetricDataAsync(new() { Namespace = "TelegramAI" }, Cancellation);
        await autoScaling.DescribeAutoScalingGroupsAsync(Cancellation);
        await secretsManager.GetSecretValueAsync(new() { SecretId = "telegram" }, Cancellation);

        Assert.Equal("PutMetricData", Assert.Single(common.Requests).Action);
        Assert.Equal("DescribeAutoScalingGroups", Assert.Single(scaling.Requests).Action);
        Assert.Single(secrets.Requests);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }

    private void Set(string name, string value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
