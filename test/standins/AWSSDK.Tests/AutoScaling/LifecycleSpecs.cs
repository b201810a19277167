using Amazon.AutoScaling;
using Amazon.Runtime;
using AWSSDK.Tests.Shared;

namespace AWSSDK.Tests.AutoScaling;

/// <summary>Moto has no lifecycle actions, so these check what is sent.</summary>
public sealed class LifecycleSpecs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_heartbeat_names_the_hook_the_group_and_the_instance()
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryOk("RecordLifecycleActionHeartbeat"));
        using var client = Client(service);

        var response = await client.RecordLifecycleActionHeartbeatAsync(
            new() { AutoScalingGroupName = "workers", LifecycleHookName = "drain", InstanceId = "i-1" }, Cancellation);

        Assert.Equal("request-of-the-header", response.ResponseMetadata.RequestId);
        Assert.Equivalent(
            new Dictionary<string, string>
            {
                ["Action"] = "RecordLifecycleActionHeartbeat",
                ["Version"] = "2011-01-01",
                ["AutoScalingGroupName"] = "workers",
                ["LifecycleHookName"] = "drain",
                ["InstanceId"] = "i-1",
            },
            Assert.Single(service.Requests).Form,
            strict: true);
    }

    [Fact]
    public async Task Completing_says_the_result_and_the_token_when_there_is_one()
    {
        await using var service = await LoopbackService.StartAsync(Answer.QueryOk("CompleteLifecycleAction"));
        using var client = Client(service);

        await client.CompleteLifecycleActionAsync(
            new()
            {
                AutoScalingGroupName = "workers",
                LifecycleHookName = "drain",
                InstanceId = "i-1",
                LifecycleActionToken = "71514b9d-6a40-4b26-8523-05e7ee35fa40",
                LifecycleActionResult = "CONTINUE",
            },
            Cancellation);

        Assert.Equivalent(
            new Dictionary<string, string>
            {
                ["Action"] = "CompleteLifecycleAction",
                ["Version"] = "2011-01-01",
                ["AutoScalingGroupName"] = "workers",
                ["LifecycleHookName"] = "drain",
                ["InstanceId"] = "i-1",
                ["LifecycleActionToken"] = "71514b9d-6a40-4b26-8523-05e7ee35fa40",
                ["LifecycleActionResult"] = "CONTINUE",
            },
            Assert.Single(service.Requests).Form,
            strict: true);
    }

    private static AmazonAutoScalingClient Client(LoopbackService service) => new(
        new BasicAWSCredentials("testing", "testing"),
        new AmazonAutoScalingConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
}
