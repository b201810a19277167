using System.Text.Json.Nodes;

namespace TelegramAI.Stack.Tests;

public sealed class TemplateSpecs(MotoStacks stacks)
{
    private static readonly JsonObject Template = StackTemplate.Read();

    private static JsonObject Inputs => Template["Parameters"]!.AsObject();

    [Fact]
    public async Task Lint_finds_nothing()
    {
        Assert.SkipUnless(StackTemplate.SkipReason is null, StackTemplate.SkipReason ?? "");

        Assert.Empty(await StackTemplate.LintAsync(StackTemplate.FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Only_the_token_must_be_given() =>
        Assert.Equal("TelegramBotToken", Assert.Single(Inputs, parameter => parameter.Value!["Default"] is null).Key);

    [Fact]
    public void The_token_is_never_shown() => Assert.True((bool?)Inputs["TelegramBotToken"]!["NoEcho"]);

    [Fact]
    public void Every_parameter_is_described() => Assert.All(Inputs, parameter => Assert.True(((string?)parameter.Value!["Description"])?.Length > 20, parameter.Key));

    [Fact]
    public void Every_parameter_says_what_it_may_be() =>
        Assert.All(Inputs, parameter => Assert.True(
            (string?)parameter.Value!["Type"] is "Number"
                ? parameter.Value["AllowedValues"] is not null || (parameter.Value["MinValue"] is not null && parameter.Value["MaxValue"] is not null)
                : parameter.Value["AllowedPattern"] is not null && parameter.Value["ConstraintDescription"] is not null,
            parameter.Key));

    [Fact]
    public void Every_parameter_has_its_group_and_label()
    {
        var form = Template["Metadata"]!["AWS::CloudFormation::Interface"]!;
        var grouped = form["ParameterGroups"]!.AsArray().SelectMany(group => group!["Parameters"]!.AsArray()).Select(name => (string)name!);

        Assert.Equal(Inputs.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), grouped.Order(StringComparer.Ordinal));
        Assert.All(Inputs, parameter => Assert.NotNull(form["ParameterLabels"]![parameter.Key]));
    }

    [Fact]
    public void Only_the_bucket_stays_when_the_stack_is_deleted() => Assert.Equal(["VideoBucket", "VideoBucketPolicy"], Kept("DeletionPolicy"));

    [Fact]
    public void Only_the_bucket_stays_when_it_is_replaced() => Assert.Equal(["VideoBucket", "VideoBucketPolicy"], Kept("UpdateReplacePolicy"));

    [Fact]
    public void The_repository_is_deleted_with_its_images() => Assert.True((bool?)Template["Resources"]!["WorkerRepository"]!["Properties"]!["EmptyOnDelete"]);

    // The resources that the Serverless transform adds, and the dashboard, have the stack's own tags only: see samconfig.toml.
    [Fact]
    public void Everything_has_tags() =>
        Assert.Equal(
            [
                "Dashboard (AWS::CloudWatch::Dashboard)",
                "DeadLettersDeadLetterQueueEvent (AWS::Lambda::EventSourceMapping)",
                "MetricSenderEveryThreeMinutes (AWS::Events::Rule)",
                "MetricSenderInContainerEveryThreeMinutes (AWS::Events::Rule)",
            ],
            stacks.Default.List("untagged").Select(node => node.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void Functions_are_as_the_annotations_generator_writes_them()
    {
        var functions = Template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Metadata"]?["Tool"] is "Amazon.Lambda.Annotations").ToList();

        Assert.Equal(["Bot", "MetricSender", "DeadLetters", "WebhookRegistration"], functions.Select(function => function.Key));
        Assert.All(functions, function => Assert.Equal("src/TelegramAI.Functions", (string?)function.Value!["Properties"]!["CodeUri"]));
        Assert.All(functions, function => Assert.Equal("makefile", (string?)function.Value!["Metadata"]!["BuildMethod"]));
    }

    // The generator writes it so; anything else would be a change with each build.
    [Fact]
    public void The_file_is_formatted_as_the_annotations_generator_formats_it()
    {
        var text = File.ReadAllText(StackTemplate.FilePath);
        var lines = text.Split('\n');

        Assert.EndsWith("}", text, StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(0, (line.Length - line.TrimStart(' ').Length) % 2));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    private static IEnumerable<string> Kept(string policy) =>
        Template["Resources"]!.AsObject().Where(resource => (string?)resource.Value![policy] is not (null or "Delete")).Select(resource => resource.Key);
}
