using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

/// <summary>
/// The stack is deployed without an image of the workers, and again with it. moto would make another group in an update, so what an update
/// does is read from the template and from the schemas of AWS.
/// </summary>
public sealed class FirstDeploymentSpecs(MotoStacks stacks)
{
    private static readonly JsonObject Template = StackTemplate.Read();

    // Another group of the same name could not be made beside the first one, and the bot would get another address.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
    [Fact]
    public void The_second_deployment_replaces_nothing()
    {
        var replaced =
            from resource in stacks.First.Resources.Values
            let properties = Template["Resources"]![resource.Name]?["Properties"]
            where properties is not null
            from property in resource.ReplacedBy
            where Follows(properties[property], "WorkerAmi", "AllowedUsers")
            select $"{resource.Name}.{property}";

        Assert.Empty(replaced);
    }

    [Fact]
    public void It_opens_the_fleet_and_tells_the_functions() =>
        Assert.Equal(
            ["Bot", "MetricSender", "MetricSenderInContainer", "WorkerGroup", "WorkerLaunchTemplate"],
            Template["Resources"]!.AsObject().Where(resource => Follows(resource.Value, "WorkerAmi")).Select(resource => resource.Key).Order(StringComparer.Ordinal));

    // A version's number that is written down is the one that the group goes on with, whatever is deployed after it.
    [Fact]
    public void The_group_launches_the_newest_version_of_its_template() =>
        Assert.Equal(
            """{"Fn::GetAtt":["WorkerLaunchTemplate","LatestVersionNumber"]}""",
            Template["Resources"]!["WorkerGroup"]!["Properties"]!["MixedInstancesPolicy"]!["LaunchTemplate"]!["LaunchTemplateSpecification"]!["Version"]!.ToJsonString());

    [Fact]
    public async Task A_machine_of_the_published_image_can_come_then()
    {
        var image = await stacks.LaunchAsync(stacks.Default, TestContext.Current.CancellationToken);

        Assert.Equal(stacks.Default.Text("workers.launchTemplate.ImageId"), image);
        Assert.NotEqual(stacks.First.Text("workers.launchTemplate.ImageId"), image);
    }

    /// <summary>Whether a value changes with one of the parameters, by itself or by a condition.</summary>
    private static bool Follows(JsonNode? node, params string[] parameters) => node switch
    {
        JsonArray array => array.Any(item => Follows(item, parameters)),
        JsonObject item => item.Any(pair => pair.Key switch
        {
            "Ref" => parameters.Contains((string)pair.Value!, StringComparer.Ordinal),
            "Fn::Sub" => parameters.Any(name => pair.Value!.ToJsonString().Contains($"${{{name}}}", StringComparison.Ordinal)) || Follows(pair.Value, parameters),
            "Fn::If" => Follows(Template["Conditions"]![(string)pair.Value![0]!], parameters) || Follows(pair.Value, parameters),
            "Condition" when pair.Value is JsonValue name => Follows(Template["Conditions"]![(string)name!], parameters),
            _ => Follows(pair.Value, parameters),
        }),
        _ => false,
    };
}
