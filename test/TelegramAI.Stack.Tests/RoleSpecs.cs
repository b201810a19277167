namespace TelegramAI.Stack.Tests;

public sealed class RoleSpecs(MotoStacks stacks)
{
    /// <summary>
    /// Actions that AWS can't limit to a resource.
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    /// </summary>
    private static readonly HashSet<string> WithoutResources = new(StringComparer.Ordinal)
    {
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:PutMetricData",
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    };

    public static TheoryData<string, string> Roles => new()
    {
        { "BotRole", "lambda.amazonaws.com" },
        { "MetricSenderRole", "lambda.amazonaws.com" },
        { "DeadLettersRole", "lambda.amazonaws.com" },
        { "WebhookRegistrationRole", "lambda.amazonaws.com" },
        { "AlarmReporterRole", "lambda.amazonaws.com" },
        { "WorkerRole", "ec2.amazonaws.com" },
    };

    [Fact]
    public void These_are_all_roles_that_there_are() =>
        Assert.Equal(Roles.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), stacks.Options.At("roles")!.AsObject().Select(role => role.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Roles))]
    public void Only_its_service_takes_a_role(string role, string service)
    {
        var trust = Assert.Single(stacks.Default.List($"roles.{role}.trusts"));
        Assert.Equal(service, Assert.Single(trust["Principal"]!.AsObject()).Value!.ToString());
    }

    [Fact]
    public void No_role_has_a_wildcard_action() => HasNoWildcardAction(stacks.Default);

    [Fact]
    public void No_role_reaches_every_resource_where_AWS_can_name_them() => ReachesNoOtherData(stacks.Default);

    [Fact]
    public void What_has_no_resource_has_a_condition() => LimitsTheRest(stacks.Default);

    [Theory]
    [MemberData(nameof(Roles))]
    public void No_role_has_Amazons_wide_policies(string role, string service)
    {
        Assert.NotEmpty(service);
        Assert.Empty(stacks.Default.List($"roles.{role}.managedPolicies"));
    }

    [Fact]
    public void Metrics_go_to_the_services_namespace_only() =>
        Assert.All(
            Allowed(stacks.Default).Where(statement => statement.Actions.Contains("cloudwatch:PutMetricData", StringComparer.Ordinal)),
            statement => Assert.Contains("\"cloudwatch:namespace\":\"TelegramAI\"", statement.ToString(), StringComparison.Ordinal));

    [Fact]
    public void The_bot_changes_the_size_of_its_own_group_only()
    {
        var statement = Assert.Single(stacks.Default.Statements("roles.BotRole.statements"), one => one.Actions.Contains("autoscaling:SetDesiredCapacity", StringComparer.Ordinal));
        Assert.EndsWith(":autoScalingGroupName/" + stacks.Default.Stack.PhysicalIds["WorkerGroup"], Assert.Single(statement.Resources), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bot_sends_jobs_and_receives_none()
    {
        var actions = stacks.Default.Statements("roles.BotRole.statements").SelectMany(statement => statement.Actions).ToList();
        Assert.Contains("sqs:SendMessage", actions);
        Assert.DoesNotContain("sqs:ReceiveMessage", actions);
    }

    [Fact]
    public void The_bot_reads_what_is_known_of_videos_and_none_of_them()
    {
        var resources = stacks.Default.Statements("roles.BotRole.statements")
            .Where(statement => statement.Actions.Contains("s3:GetObject", StringComparer.Ordinal))
            .SelectMany(statement => statement.Resources)
            .Where(resource => resource.Contains("/videos/", StringComparison.Ordinal))
            .ToList();
        Assert.All(resources, resource => Assert.True(resource.EndsWith("/videos/*.json", StringComparison.Ordinal) || resource.EndsWith("/videos/*.choice", StringComparison.Ordinal)));
        Assert.Equal(2, resources.Count);
    }

    internal static void HasNoWildcardAction(StackReport stack) =>
        Assert.All(Allowed(stack), statement => Assert.DoesNotContain(statement.Actions, action => action.Contains('*', StringComparison.Ordinal)));

    internal static void ReachesNoOtherData(StackReport stack) =>
        Assert.All(
            Allowed(stack).Where(statement => statement.Resources.Contains("*", StringComparer.Ordinal)),
            statement => Assert.All(statement.Actions, action => Assert.Contains(action, WithoutResources)));

    internal static void LimitsTheRest(StackReport stack) =>
        Assert.All(Allowed(stack).Where(statement => statement.Resources.Contains("*", StringComparer.Ordinal)), statement => Assert.True(statement.IsConditional, $"{statement}"));

    private static IEnumerable<PolicyStatement> Allowed(StackReport stack) =>
        stack.At("roles")!.AsObject().SelectMany(role => stack.Statements($"roles.{role.Key}.statements")).Where(statement => statement.Allows);
}
