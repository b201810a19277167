namespace TelegramAI.Stack.Tests;

public sealed class WorkerSpecs(MotoStacks stacks)
{
    [Fact]
    public void The_image_is_the_one_that_the_SSM_parameter_names() => Assert.StartsWith("ami-", stacks.Default.Text("workers.launchTemplate.ImageId"), StringComparison.Ordinal);

    [Fact]
    public void Instance_metadata_needs_a_session() => MetadataNeedsASession(stacks.Default);

    [Fact]
    public void The_disk_is_encrypted_gp3() => DiskIsEncrypted(stacks.Default);

    [Fact]
    public void The_disk_goes_with_its_instance() => Assert.Equal("true", stacks.Default.Text("workers.launchTemplate.BlockDeviceMappings.0.Ebs.DeleteOnTermination"));

    [Fact]
    public void There_is_no_key_pair() => HasNoKeyPair(stacks.Default);

    [Fact]
    public void Workers_are_in_the_group_that_lets_nothing_in() =>
        Assert.Equal(stacks.Default.Text("network.securityGroup.GroupId"), Assert.Single(stacks.Default.List("workers.launchTemplate.SecurityGroupIds")).ToString());

    [Fact]
    public void Workers_have_the_workers_role()
    {
        Assert.Equal(stacks.Default.Text("workers.profile.Arn"), stacks.Default.Text("workers.launchTemplate.IamInstanceProfile.Arn"));
        Assert.Equal(stacks.Default.Stack.PhysicalIds["WorkerRole"], stacks.Default.Text("workers.profile.Roles.0.RoleName"));
    }

    [Theory]
    [InlineData("ssm:UpdateInstanceInformation")]
    [InlineData("ssmmessages:OpenDataChannel")]
    public void Session_Manager_gets_in(string action) =>
        Assert.Contains(stacks.Default.Statements("roles.WorkerRole.statements"), statement => statement.Actions.Contains(action, StringComparer.Ordinal));

    [Fact]
    public void The_user_data_only_writes_the_settings()
    {
        var lines = stacks.Default.Stack.UserData.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["#cloud-config", "write_files:", "  - path: /etc/telegramai/worker.env", "    permissions: '0600'", "    content: |"], lines[..5]);
        Assert.All(lines[5..], line => Assert.Matches("^      [A-Za-z_]+=[^\\s\"'$\\\\]+$", line));
    }

    [Theory]
    [InlineData("Jobs__QueueUrl", "JobQueue")]
    [InlineData("Videos__Bucket", "VideoBucket")]
    [InlineData("Telegram__SecretId", "BotSecret")]
    [InlineData("Fleet__GroupName", "WorkerGroup")]
    [InlineData("Logs__Group", "WorkerLogs")]
    public void The_worker_is_told_where_things_are(string setting, string resource) =>
        Assert.Equal(stacks.Default.Stack.PhysicalIds[resource], stacks.Default.Stack.WorkerSettings[setting]);

    [Theory]
    [InlineData("Telegram__BaseUrl", "https://bot-api.example.org")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example.org")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]
    public void The_worker_is_told_the_parameters(string setting, string value) => Assert.Equal(value, stacks.Options.Stack.WorkerSettings[setting]);

    // An empty address would be a wrong one.
    [Theory]
    [InlineData("Telegram__BaseUrl")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public void What_was_not_given_is_not_set(string setting) => Assert.DoesNotContain(setting, stacks.Default.Stack.WorkerSettings.Keys);

    [Theory]
    [InlineData("Jobs__DeadLetterQueueUrl")]
    [InlineData("Telegram__AllowedUsers")]
    [InlineData("Telegram__Admins")]
    [InlineData("Fleet__MaxInstances")]
    [InlineData("Fleet__TargetBacklog")]
    [InlineData("Metrics__Namespace")]
    public void The_worker_is_told_nothing_that_only_the_functions_read(string setting) =>
        Assert.DoesNotContain(setting, stacks.Options.Stack.WorkerSettings.Keys);

    [Fact]
    public void A_machine_that_switches_itself_off_is_gone() => EndsWhenSwitchedOff(stacks.Default);

    [Fact]
    public void The_launched_settings_are_the_resolved_ones() =>
        Assert.Equal(stacks.Default.Text("workers.launchTemplate.UserData")!.Count(c => c is '\n'), stacks.Default.Stack.UserData.Count(c => c is '\n'));

    internal static void MetadataNeedsASession(StackReport stack) => Assert.Equal("required", stack.Text("workers.launchTemplate.MetadataOptions.HttpTokens"));

    internal static void EndsWhenSwitchedOff(StackReport stack) =>
        Assert.Equal("terminate", stack.Text("workers.launchTemplate.InstanceInitiatedShutdownBehavior"));

    internal static void HasNoKeyPair(StackReport stack) => Assert.Null(stack.At("workers.launchTemplate.KeyName"));

    internal static void DiskIsEncrypted(StackReport stack)
    {
        var disk = Assert.Single(stack.List("workers.launchTemplate.BlockDeviceMappings"))["Ebs"]!;
        Assert.Equal("gp3", (string?)disk["VolumeType"]);
        Assert.Equal("true", disk["Encrypted"]?.ToString(), ignoreCase: true);
    }
}
