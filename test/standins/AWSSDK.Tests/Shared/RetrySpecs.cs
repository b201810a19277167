using Amazon.AutoScaling;
using Amazon.CloudWatch;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace AWSSDK.Tests.Shared;

public sealed class RetrySpecs
{
    private const string Page = "<html><body>Bad gateway, <br> try later</body></html>";
    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_service_that_fails_twice_is_asked_three_times()
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.QueryFailure(500, "InternalFailure"), new Answer(503, Page, "text/html"), Answer.QueryOk("SetDesiredCapacity"));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.SetDesiredCapacityAsync(new() { AutoScalingGroupName = "workers", DesiredCapacity = 2 }, Cancellation);

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal("2", request.Form["DesiredCapacity"]));
        Assert.Contains("attempt=3; max=3", service.Requests.Last().Headers["amz-sdk-request"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_service_that_is_throttled_is_asked_again()
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.QueryFailure(400, "Throttling"), Answer.QueryOk("SetDesiredCapacity"));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.SetDesiredCapacityAsync(new() { AutoScalingGroupName = "workers", DesiredCapacity = 2 }, Cancellation);

        Assert.Equal(2, service.Requests.Count);
    }

    [Theory]
    [InlineData("ThrottlingException", null)]
    [InlineData("ThrottlingException", "Throttling;Sender")]
    public async Task A_cbor_service_that_is_throttled_is_asked_again(string shape, string? queryError)
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.CborFailure(400, shape, queryError), new Answer(200, "", ""));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.PutMetricDataAsync(new() { Namespace = "TelegramAI" }, Cancellation);

        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_cbor_service_that_fails_twice_is_asked_three_times()
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.CborFailure(500, "InternalServiceFault", "InternalServiceError;Receiver"),
            new Answer(503, Page, "text/html"),
            new Answer(200, "", ""));
        using var client = new AmazonCloudWatchClient(
            Credentials, new AmazonCloudWatchConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await client.PutMetricDataAsync(new() { Namespace = "TelegramAI" }, Cancellation);

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal("""{"Namespace": "TelegramAI"}""", request.Cbor));
    }

    [Fact]
    public async Task A_json_service_that_fails_twice_is_asked_three_times()
    {
        await using var service = await LoopbackService.StartAsync(
            Answer.Json(500, """{"__type":"InternalServiceError","Message":"Later."}"""),
            new Answer(503, Page, "text/html"),
            Answer.Json(200, """{"SecretString":"it"}"""));
        using var client = new AmazonSecretsManagerClient(
            Credentials, new AmazonSecretsManagerConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        var secret = await client.GetSecretValueAsync(new() { SecretId = "telegram" }, Cancellation);

        Assert.Equal("it", secret.SecretString);
        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal("""{"SecretId":"telegram"}""", request.Body));
    }

    [Fact]
    public async Task A_request_that_is_wrong_is_not_sent_again()
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryFailure(400, "ValidationError"));
        using var client = new AmazonAutoScalingClient(
            Credentials, new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        await Assert.ThrowsAsync<AmazonAutoScalingException>(
            () => client.SetDesiredCapacityAsync(new() { AutoScalingGroupName = "workers", DesiredCapacity = -1 }, Cancellation));

        Assert.Single(service.Requests);
    }
}
