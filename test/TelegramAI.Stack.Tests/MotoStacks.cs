using System.Text.Json.Nodes;
using System.Xml.Linq;
using TelegramAI.Testing.Aws;

[assembly: AssemblyFixture(typeof(TelegramAI.Stack.Tests.MotoStacks))]

namespace TelegramAI.Stack.Tests;

/// <summary>One moto for all specs, and the stacks in it. Nothing is started where a spec would be skipped.</summary>
public sealed class MotoStacks : IAsyncLifetime
{
    /// <summary>Every parameter that changes what is made.</summary>
    private static readonly Dictionary<string, string> EveryOption = new(StringComparer.Ordinal)
    {
        ["AllowedUsers"] = "11,22",
        ["Admins"] = "11",
        ["TelegramBaseUrl"] = "https://bot-api.example.org",
        ["MaxInstances"] = "7",
        ["TargetBacklog"] = "5",
        ["OnDemandPercent"] = "40",
        ["VideoDays"] = "3",
        ["LogDays"] = "5",
        ["AlarmEmail"] = "operator@example.org",
        ["OtlpEndpoint"] = "https://otlp.example.org",
        ["BotConcurrency"] = "4",
        ["MetricSenderImage"] = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/telegramai:metric-sender-1",
    };

    private const string PlainImage = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    private MotoServer? _moto;
    private DeployedStack? _default;
    private DeployedStack? _options;
    private DeployedStack? _changed;
    private DeployedStack? _first;

    /// <summary>The stack of which only the token and the published image were given.</summary>
    public StackReport Default => new(Of(_default));

    /// <summary>The stack of which every option was given.</summary>
    public StackReport Options => new(Of(_options));

    /// <summary>The stack whose template was changed for the worse in the places that <see cref="ChangedTemplateSpecs"/> names.</summary>
    public StackReport Changed => new(Of(_changed));

    /// <summary>The stack as it is deployed first, before there is an image of the workers.</summary>
    public StackReport First => new(Of(_first));

    public async ValueTask InitializeAsync()
    {
        if (StackTemplate.SkipReason is not null)
            return;

        _moto = await MotoServer.StartAsync();
        _default = await DeployedStack.DeployAsync(_moto, "default", withAllFacts: true);
        _options = await DeployedStack.DeployAsync(_moto, "options", EveryOption, withAllFacts: true);
        _first = await DeployedStack.DeployAsync(
            _moto, "first", new Dictionary<string, string>(StringComparer.Ordinal) { ["WorkerAmi"] = PlainImage }, withAllFacts: true);
        _changed = await DeployAsync("changed", ChangedTemplateSpecs.ChangeEverything, CancellationToken.None);
    }

    /// <summary>Deploys a changed template.</summary>
    public async Task<DeployedStack> DeployAsync(string name, Action<JsonObject> change, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(StackTemplate.SkipReason is null, StackTemplate.SkipReason ?? "");
        var template = StackTemplate.Read();
        change(template);
        using var file = new TemplateFile(template);
        return await DeployedStack.DeployAsync(_moto!, name, template: file.Path, withAllFacts: true, cancellationToken: cancellationToken);
    }

    /// <summary>Has the stack's group launch a machine.</summary>
    /// <returns>The image that it was launched from.</returns>
    public async Task<string> LaunchAsync(StackReport stack, CancellationToken cancellationToken)
    {
        await AskAsync("autoscaling", "SetDesiredCapacity", "2011-01-01", [new("AutoScalingGroupName", stack.Stack.PhysicalIds["WorkerGroup"]), new("DesiredCapacity", "1")]);
        var group = await AskAsync("autoscaling", "DescribeAutoScalingGroups", "2011-01-01", [new("AutoScalingGroupNames.member.1", stack.Stack.PhysicalIds["WorkerGroup"])]);
        var machine = await AskAsync("ec2", "DescribeInstances", "2016-11-15", [new("InstanceId.1", Assert.Single(Texts(group, "InstanceId")))]);
        return Assert.Single(Texts(machine, "imageId"));

        async Task<XDocument> AskAsync(string service, string action, string version, KeyValuePair<string, string>[] parameters) => XDocument.Parse(
            await _moto!.QueryAsync(service, new Dictionary<string, string>([new("Action", action), new("Version", version), .. parameters], StringComparer.Ordinal), cancellationToken));

        static IEnumerable<string> Texts(XDocument answer, string name) => answer.Descendants().Where(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal)).Select(element => element.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
            await _moto.DisposeAsync();
    }

    private static DeployedStack Of(DeployedStack? stack)
    {
        Assert.SkipUnless(StackTemplate.SkipReason is null, StackTemplate.SkipReason ?? "");
        return stack!;
    }
}
