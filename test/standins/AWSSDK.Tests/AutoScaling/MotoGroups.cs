using System.Globalization;
using AWSSDK.Tests.Moto;
using TelegramAI.Testing.Aws;

namespace AWSSDK.Tests.AutoScaling;

/// <summary>Groups as a stack would have made them.</summary>
internal static class MotoGroups
{
    public static async Task CreateGroupAsync(this SharedMoto moto, string name, int desired, CancellationToken cancellationToken)
    {
        var server = await moto.ServerAsync();
        await server.QueryAsync(
            "autoscaling",
            new Dictionary<string, string>
            {
                ["Action"] = "CreateLaunchConfiguration",
                ["Version"] = "2011-01-01",
                ["LaunchConfigurationName"] = name,
                ["ImageId"] = "ami-12345678",
                ["InstanceType"] = "t3.small",
            },
            cancellationToken);
        await server.QueryAsync(
            "autoscaling",
            new Dictionary<string, string>
            {
                ["Action"] = "CreateAutoScalingGroup",
                ["Version"] = "2011-01-01",
                ["AutoScalingGroupName"] = name,
                ["LaunchConfigurationName"] = name,
                ["MinSize"] = "0",
                ["MaxSize"] = "5",
                ["DesiredCapacity"] = desired.ToString(CultureInfo.InvariantCulture),
                ["AvailabilityZones.member.1"] = MotoServer.Region + "a",
                ["Tags.member.1.Key"] = "project",
                ["Tags.member.1.Value"] = "TelegramAI",
                ["Tags.member.1.PropagateAtLaunch"] = "true",
                ["Tags.member.1.ResourceId"] = name,
                ["Tags.member.1.ResourceType"] = "auto-scaling-group",
            },
            cancellationToken);
    }
}
