using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;
using Xunit.Sdk;

namespace TelegramAI.Stack.Tests;

/// <summary>The specs of the stack find what is wrong: the changes touch different places, and each is found by its own spec.</summary>
public sealed class ChangedTemplateSpecs(MotoStacks stacks)
{
    public static TheoryData<string, Action<JsonObject>, Action<StackReport>> Changes => new()
    {
        { "a desired capacity", template => Properties(template, "WorkerGroup")["DesiredCapacity"] = "0", FleetSpecs.SetsNoDesiredCapacity },
        { "machines protected before they work", template => Properties(template, "WorkerGroup")["NewInstancesProtectedFromScaleIn"] = true, FleetSpecs.ProtectsNoUnprovenWorker },
        { "machines that stay for months", template => Properties(template, "WorkerGroup").Remove("MaxInstanceLifetime"), FleetSpecs.ReplacesEachWeek },
        { "machines that are kept when they are switched off", template => LaunchTemplate(template).Remove("InstanceInitiatedShutdownBehavior"), WorkerSpecs.EndsWhenSwitchedOff },
        { "a machine without a worker that counts", template => Properties(template, "LaunchHook")["DefaultResult"] = "CONTINUE", FleetSpecs.WaitsForTheWorker },
        { "a short warm-up", template => Properties(template, "WorkerGroup")["DefaultInstanceWarmup"] = 60, FleetSpecs.WarmsUp },
        { "another metric", template => Properties(template, "BacklogPolicy")["TargetTrackingConfiguration"]!["CustomizedMetricSpecification"]!["MetricName"] = "Backlog", FleetSpecs.FollowsTheBacklog },
        { "a hook that is too short", template => Properties(template, "DrainHook")["HeartbeatTimeout"] = 60, FleetSpecs.LetsWorkersDrain },
        { "a drain hook that goes before its machines", template => template["Resources"]!["DrainHook"]!.AsObject().Remove("DeletionPolicy"), DeletionSpecs.KeepsTheDrainHook },
        { "a wildcard action", template => Statement(template, "BotRole")["Action"] = new JsonArray("logs:*"), RoleSpecs.HasNoWildcardAction },
        { "a wildcard resource", template => Statement(template, "WorkerRole")["Resource"] = "*", RoleSpecs.ReachesNoOtherData },
        { "a wildcard resource without a condition", template => LastStatement(template, "MetricSenderRole").Remove("Condition"), RoleSpecs.LimitsTheRest },
        { "an inbound rule", template => Properties(template, "WorkerSecurityGroup")["SecurityGroupIngress"] = Inbound(), NetworkSpecs.NothingComesIn },
        { "a key pair", template => LaunchTemplate(template)["KeyName"] = "mine", WorkerSpecs.HasNoKeyPair },
        { "metadata without a session", template => LaunchTemplate(template)["MetadataOptions"]!["HttpTokens"] = "optional", WorkerSpecs.MetadataNeedsASession },
        { "a disk that is not encrypted", template => LaunchTemplate(template)["BlockDeviceMappings"]![0]!["Ebs"]!["Encrypted"] = false, WorkerSpecs.DiskIsEncrypted },
        { "a queue that is not encrypted", template => Properties(template, "JobQueue")["SqsManagedSseEnabled"] = false, stack => QueueSpecs.IsEncrypted(stack, "JobQueue") },
        { "a queue that takes plain text", template => template["Resources"]!.AsObject().Remove("JobQueuePolicy"), stack => QueueSpecs.RefusesPlainText(stack, "JobQueue") },
        { "dead letters that are back too soon", template => Properties(template, "DeadLetterQueue")["VisibilityTimeout"] = 30, QueueSpecs.HidesLongEnough },
        { "stale uploads that stay", template => LifecycleRules(template).RemoveAt(2), BucketSpecs.AbortsStaleUploads },
        { "a bucket that takes plain text", template => Properties(template, "VideoBucketPolicy")["PolicyDocument"]!["Statement"]![0]!["Effect"] = "Allow", BucketSpecs.RefusesPlainText },
        { "an alarm that takes silence for health", template => Properties(template, "MetricMissingAlarm")["TreatMissingData"] = "notBreaching", AlarmSpecs.MissesTheMetric },
        { "a registration that may hang", template => Properties(template, "Webhook").Remove("ServiceTimeout"), WebhookSpecs.FailsSoon },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Changes))]
    public void What_is_wrong_is_found(string what, Action<JsonObject> change, Action<StackReport> spec)
    {
        Assert.NotNull(change);
        spec(stacks.Default);

        Assert.True(Record.Exception(() => spec(stacks.Changed)) is XunitException and not SkipException, $"{what} was not found");
    }

    [Fact]
    public async Task Lint_finds_a_statistic_that_does_not_exist()
    {
        Assert.SkipUnless(StackTemplate.SkipReason is null, StackTemplate.SkipReason ?? "");
        var template = StackTemplate.Read();
        Properties(template, "OldestJobAlarm")["Statistic"] = "Avg";
        using var file = new TemplateFile(template);

        Assert.NotEmpty(await StackTemplate.LintAsync(file.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reference_to_nothing_is_not_deployed()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => stacks.DeployAsync(
            "nothing",
            template => Properties(template, "BacklogPolicy")["AutoScalingGroupName"] = new JsonObject { ["Ref"] = "Nothing" },
            TestContext.Current.CancellationToken));
        Assert.Contains("Nothing", error.Message, StringComparison.Ordinal);
    }

    internal static void ChangeEverything(JsonObject template)
    {
        foreach (var row in Changes)
            row.Data.Item2(template);
    }

    private static JsonObject Properties(JsonObject template, string resource) => template["Resources"]![resource]!["Properties"]!.AsObject();

    private static JsonObject LaunchTemplate(JsonObject template) => Properties(template, "WorkerLaunchTemplate")["LaunchTemplateData"]!.AsObject();

    private static JsonArray LifecycleRules(JsonObject template) => Properties(template, "VideoBucket")["LifecycleConfiguration"]!["Rules"]!.AsArray();

    private static JsonObject Statement(JsonObject template, string role) => Properties(template, role)["Policies"]![0]!["PolicyDocument"]!["Statement"]![0]!.AsObject();

    private static JsonObject LastStatement(JsonObject template, string role) =>
        Properties(template, role)["Policies"]!.AsArray()[^1]!["PolicyDocument"]!["Statement"]!.AsArray()[^1]!.AsObject();

    private static JsonArray Inbound() =>
        [new JsonObject { ["IpProtocol"] = "tcp", ["FromPort"] = 22, ["ToPort"] = 22, ["CidrIp"] = "0.0.0.0/0" }];
}
