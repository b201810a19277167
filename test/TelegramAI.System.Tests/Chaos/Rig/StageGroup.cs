using Amazon.AutoScaling;
using Amazon.AutoScaling.Model;
using Amazon.Runtime;
using TelegramAI.Testing.Aws;

namespace TelegramAI.System.Tests.Chaos.Rig;

/// <summary>The Auto Scaling group of a stage.</summary>
internal static class StageGroup
{
    public const string Name = "workers";

    private const string Version = "2011-01-01";

    /// <summary>Makes the group, with one instance.</summary>
    /// <returns>The instance's id.</returns>
    public static async Task<string> CreateGroupAsync(this Stage stage)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await stage.Moto.QueryAsync(
            "autoscaling",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "CreateLaunchConfiguration",
                ["Version"] = Version,
                ["LaunchConfigurationName"] = Name,
                ["ImageId"] = "ami-12345678",
                ["InstanceType"] = "t3.small",
            },
            cancellation);
        await stage.Moto.QueryAsync(
            "autoscaling",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "CreateAutoScalingGroup",
                ["Version"] = Version,
                ["AutoScalingGroupName"] = Name,
                ["LaunchConfigurationName"] = Name,
                ["MinSize"] = "0",
                ["MaxSize"] = "3",
                ["DesiredCapacity"] = "1",
                ["AvailabilityZones.member.1"] = $"{MotoServer.Region}a",
            },
            cancellation);
        using var group = new AmazonAutoScalingClient(
            new BasicAWSCredentials("testing", "testing"), new AmazonAutoScalingConfig { ServiceURL = stage.Moto.Url, AuthenticationRegion = MotoServer.Region });
        var described = await group.DescribeAutoScalingGroupsAsync(new DescribeAutoScalingGroupsRequest { AutoScalingGroupNames = [Name] }, cancellation);
        return Assert.Single(Assert.Single(described.AutoScalingGroups).Instances).InstanceId;
    }
}
