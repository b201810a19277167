using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

/// <summary>
/// CloudFormation deletes what depends on a thing before the thing itself, and a stack stays where one deletion fails. moto does not get this
/// stack deleted, and waits for no machine, so both are read from the template that CloudFormation gets.
/// </summary>
public sealed class DeletionSpecs(MotoStacks stacks)
{
    /// <summary>What has to hold for a resource of each type to be deleted whatever the stack has been through; nothing for most.</summary>
    private static readonly Dictionary<string, Action<StackReport, StackResource>> Deletable = new(StringComparer.Ordinal)
    {
        // A bucket with something in it can't be deleted. https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
        ["AWS::S3::Bucket"] = (_, bucket) => Assert.True(bucket.IsKept),
        ["AWS::S3::BucketPolicy"] = (_, policy) => Assert.True(policy.IsKept),

        // Nor a repository with images, unless they may go with it.
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html
        ["AWS::ECR::Repository"] = (_, repository) =>
            Assert.True((bool?)StackTemplate.Read()["Resources"]![repository.Name]!["Properties"]!["EmptyOnDelete"]),

        // The group is first set to 0 machines, and goes with the last. A protected one stays until its worker gives its protection up.
        // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
        ["AWS::AutoScaling::AutoScalingGroup"] = (stack, _) => FleetSpecs.ProtectsNoUnprovenWorker(stack),

        // No machine waits in a hook for ever.
        ["AWS::AutoScaling::LifecycleHook"] = (stack, _) => FleetSpecs.WaitsForTheWorker(stack),

        // Its function answers a deletion with success whatever Telegram says, and nobody waits long for one that answers nothing.
        ["Custom::TelegramWebhook"] = (stack, _) => WebhookSpecs.FailsSoon(stack),

        ["AWS::AutoScaling::ScalingPolicy"] = Freely,
        ["AWS::CloudWatch::Alarm"] = Freely,
        ["AWS::CloudWatch::Dashboard"] = Freely,
        ["AWS::EC2::InternetGateway"] = Freely,
        ["AWS::EC2::LaunchTemplate"] = Freely,
        ["AWS::EC2::Route"] = Freely,
        ["AWS::EC2::RouteTable"] = Freely,
        ["AWS::EC2::SecurityGroup"] = Freely,
        ["AWS::EC2::Subnet"] = Freely,
        ["AWS::EC2::SubnetRouteTableAssociation"] = Freely,
        ["AWS::EC2::VPC"] = Freely,
        ["AWS::EC2::VPCGatewayAttachment"] = Freely,
        ["AWS::Events::Rule"] = Freely,
        ["AWS::IAM::InstanceProfile"] = Freely,
        ["AWS::IAM::Role"] = Freely,
        ["AWS::Lambda::EventSourceMapping"] = Freely,
        ["AWS::Lambda::Function"] = Freely,
        ["AWS::Lambda::Permission"] = Freely,
        ["AWS::Lambda::Url"] = Freely,
        ["AWS::Logs::LogGroup"] = Freely,
        ["AWS::SecretsManager::Secret"] = Freely,
        ["AWS::SNS::Subscription"] = Freely,
        ["AWS::SNS::Topic"] = Freely,
        ["AWS::SNS::TopicPolicy"] = Freely,
        ["AWS::SQS::Queue"] = Freely,
        ["AWS::SQS::QueuePolicy"] = Freely,
    };

    [Fact]
    public void Nothing_blocks_the_deletion()
    {
        Assert.All(stacks.Default.Resources.Values, resource => BlocksNothing(stacks.Default, resource));
        Assert.All(stacks.Options.Resources.Values, resource => BlocksNothing(stacks.Options, resource));
    }

    [Fact]
    public void Only_the_bucket_stays() =>
        Assert.Equal(
            ["AWS::S3::Bucket", "AWS::S3::BucketPolicy"],
            stacks.Options.Resources.Values
                .Where(resource => resource.IsKept && !GoesWithItsGroup(resource))
                .Select(resource => resource.Type).Order(StringComparer.Ordinal));

    // A stack that could not be made has to be deleted before the next try, which would leave an empty bucket each time.
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
    [Fact]
    public void A_first_deployment_that_fails_leaves_nothing() =>
        Assert.DoesNotContain(stacks.First.Resources.Values, resource => resource.IsKeptByFailure && !GoesWithItsGroup(resource));

    // The group goes when its last machine has gone, and a machine finishes the jobs that it has.
    [Theory]
    [InlineData("WorkerLaunchTemplate")]
    [InlineData("WorkerProfile")]
    [InlineData("WorkerRole")]
    [InlineData("WorkerLogs")]
    [InlineData("WorkerSecurityGroup")]
    [InlineData("InternetGatewayAttachment")]
    [InlineData("DefaultRoute")]
    [InlineData("PublicSubnetARoutes")]
    [InlineData("PublicSubnetBRoutes")]
    [InlineData("JobQueue")]
    [InlineData("DeadLetterQueue")]
    [InlineData("BotSecret")]
    [InlineData("VideoBucket")]
    public void A_worker_has_what_it_needs_until_it_has_gone(string needed) => Assert.True(Outlives(stacks.Default, needed, "WorkerGroup"));

    [Fact]
    public void A_machine_is_let_finish_its_jobs() => KeepsTheDrainHook(stacks.Default);

    // Who could wake the fleet has gone before it shrinks.
    [Theory]
    [InlineData("Bot")]
    [InlineData("MetricSender")]
    public void The_fleet_is_not_woken_while_it_goes(string function) => Assert.True(Outlives(stacks.Default, "WorkerGroup", function));

    [Theory]
    [InlineData("WebhookRegistration")]
    [InlineData("WebhookRegistrationRole")]
    [InlineData("WebhookRegistrationLogs")]
    [InlineData("BotSecret")]
    [InlineData("WebhookSecret")]
    public void The_webhook_is_removed_while_its_function_can_still_do_it(string needed) => Assert.True(Outlives(stacks.Default, needed, "Webhook"));

    // A function that runs once more would make its log group again, which nobody deletes then.
    [Fact]
    public void A_function_has_gone_before_its_log_group() =>
        Assert.All(
            stacks.Default.Resources.Values.Where(resource => resource.Type is "AWS::Lambda::Function"),
            function => Assert.True(Outlives(stacks.Default, $"{function.Name}Logs", function.Name)));

    /// <summary>
    /// A hook refers to its group, so CloudFormation would delete it before the group shrinks, and a machine that gives its protection up
    /// would be ended in the middle of its jobs. One that is kept goes with the group that it is a part of.
    /// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html
    /// </summary>
    internal static void KeepsTheDrainHook(StackReport stack) => Assert.True(stack.Resources["DrainHook"].IsKept);

    private static void BlocksNothing(StackReport stack, StackResource resource)
    {
        Assert.True(Deletable.TryGetValue(resource.Type, out var check), $"nobody has said whether a {resource.Type} can always be deleted");
        check(stack, resource);
    }

    private static void Freely(StackReport stack, StackResource resource)
    {
    }

    private static bool GoesWithItsGroup(StackResource resource) => resource.Type is "AWS::AutoScaling::LifecycleHook";

    /// <summary>Whether one resource is there until another has gone.</summary>
    private static bool Outlives(StackReport stack, string one, string other)
    {
        var resources = stack.Resources;
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(resources[other].DependsOn);
        while (open.TryPop(out var name))
        {
            if (reached.Add(name))
                Array.ForEach([.. resources[name].DependsOn], open.Push);
        }

        return resources[one].IsKept || reached.Contains(one);
    }
}
