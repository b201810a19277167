using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Aws.Tests.Moto;

/// <summary>The parts of the stack, as a deployment would have made them.</summary>
internal static class StackParts
{
    /// <summary>Makes a queue and its dead-letter queue.</summary>
    /// <returns>Their addresses.</returns>
    public static async Task<(string Jobs, string DeadLetters)> CreateQueuesAsync(this IAmazonSQS sqs, int maxReceives, CancellationToken cancellationToken)
    {
        var name = SharedMoto.NewName();
        var dead = await sqs.CreateQueueAsync($"{name}-dead", cancellationToken);
        var attributes = await sqs.GetQueueAttributesAsync(dead.QueueUrl, [QueueAttributeName.QueueArn], cancellationToken);
        var redrive = $$"""{"deadLetterTargetArn":"{{attributes.QueueARN}}","maxReceiveCount":{{maxReceives}}}""";
        var jobs = await sqs.CreateQueueAsync(
            new CreateQueueRequest(name) { Attributes = new() { [QueueAttributeName.RedrivePolicy] = redrive } }, cancellationToken);
        return (jobs.QueueUrl, dead.QueueUrl);
    }

    public static async Task<string> CreateGroupAsync(this SharedMoto moto, int desired, int max, CancellationToken cancellationToken)
    {
        var server = await moto.ServerAsync();
        var name = SharedMoto.NewName();
        await server.QueryAsync(
            "autoscaling",
            new Dictionary<string, string>(StringComparer.Ordinal)
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
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "CreateAutoScalingGroup",
                ["Version"] = "2011-01-01",
                ["AutoScalingGroupName"] = name,
                ["LaunchConfigurationName"] = name,
                ["MinSize"] = "0",
                ["MaxSize"] = max.ToString(CultureInfo.InvariantCulture),
                ["DesiredCapacity"] = desired.ToString(CultureInfo.InvariantCulture),
                ["AvailabilityZones.member.1"] = $"{MotoServer.Region}a",
            },
            cancellationToken);
        return name;
    }

    public static async Task<string> CreateSecretAsync(this SharedMoto moto, string content, CancellationToken cancellationToken)
    {
        var name = SharedMoto.NewName();
        await moto.SecretAsync("CreateSecret", new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = name, ["SecretString"] = content }, cancellationToken);
        return name;
    }

    public static Task ChangeSecretAsync(this SharedMoto moto, string name, string content, CancellationToken cancellationToken) => moto.SecretAsync(
        "PutSecretValue", new Dictionary<string, string>(StringComparer.Ordinal) { ["SecretId"] = name, ["SecretString"] = content }, cancellationToken);

    private static async Task SecretAsync(this SharedMoto moto, string action, Dictionary<string, string> request, CancellationToken cancellationToken) =>
        await (await moto.ServerAsync()).JsonAsync("secretsmanager", $"secretsmanager.{action}", JsonSerializer.Serialize(request), cancellationToken);
}
