using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace AWSSDK.Tests.Shared;

public sealed class SigningSpecs
{
    private static readonly SessionAWSCredentials Credentials = new("AKIDEXAMPLE", "secret", "session-token");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CloudWatch_is_signed_as_monitoring()
    {
        await using var service = await LoopbackService.StartAsync(new Answer(200, "", ""));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.PutMetricDataAsync(new() { Namespace = "TelegramAI" }, Cancellation);

        AssertSigned(service, "eu-west-1/monitoring");
    }

    [Fact]
    public async Task Auto_Scaling_is_signed_as_autoscaling()
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryOk("DescribeAutoScalingGroups"));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "us-gov-west-1" });

        await client.DescribeAutoScalingGroupsAsync(Cancellation);

        AssertSigned(service, "us-gov-west-1/autoscaling");
    }

    [Fact]
    public async Task Secrets_Manager_is_signed_as_secretsmanager_and_told_the_operation()
    {
        await using var service = await LoopbackService.StartAsync(Answer.Json(200, "{}"));
        using var client = new AmazonSecretsManagerClient(
            Credentials, new AmazonSecretsManagerConfig { ServiceURL = service.Url, AuthenticationRegion = "cn-north-1" });

        await client.GetSecretValueAsync(new() { SecretId = "telegram" }, Cancellation);

        AssertSigned(service, "cn-north-1/secretsmanager");
        var headers = Assert.Single(service.Requests).Headers;
        Assert.Equal("secretsmanager.GetSecretValue", headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", headers["Content-Type"]);
    }

    [Fact]
    public async Task A_large_metric_request_goes_compressed()
    {
        await using var service = await LoopbackService.StartAsync(new Answer(200, "", ""));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.PutMetricDataAsync(
            new()
            {
                Namespace = "TelegramAI",
                MetricData = [.. Enumerable.Range(0, 500).Select(i => new MetricDatum { MetricName = $"Metric{i}", Value = i })],
            },
            Cancellation);

        var request = Assert.Single(service.Requests);
        Assert.Equal("gzip", request.Headers["Content-Encoding"]);
        Assert.EndsWith("""{"Value": 499, "MetricName": "Metric499"}]}""", request.Cbor, StringComparison.Ordinal);
    }

    private static void AssertSigned(LoopbackService service, string scope)
    {
        var headers = Assert.Single(service.Requests).Headers;
        Assert.Matches($"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{{8}}/{scope}/aws4_request, ", headers["Authorization"]);
        Assert.Equal("session-token", headers["X-Amz-Security-Token"]);
    }
}
