using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TelegramAI.Testing.Aws;

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

    [Theory]
    [InlineData("AllowedUsers", "0", false)]
    [InlineData("AllowedUsers", "7,0", false)]
    [InlineData("AllowedUsers", "7,08", false)]
    [InlineData("AllowedUsers", "7,1234567890", true)]
    [InlineData("AllowedUsers", "-0", false)]
    [InlineData("AllowedUsers", "7,-1001234567890", true)]
    [InlineData("AllowedUsers", "*", true)]
    [InlineData("AllowedUsers", "", true)]
    [InlineData("Admins", "0", false)]
    [InlineData("Admins", "7", true)]
    public void Ids_that_end_the_bots_start_are_refused_by_the_deployment(string parameter, string value, bool isTaken) =>
        Assert.Equal(isTaken, Regex.IsMatch(value, (string)Inputs[parameter]!["AllowedPattern"]!, RegexOptions.None, TimeSpan.FromSeconds(1)));

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: 4 KB for all of a function's variables.
    [Fact]
    public void The_longest_ids_fit_into_a_functions_environment()
    {
        var environment = stacks.Options.Stack.Functions["Bot"].Environment;
        var longest = (int)Inputs["AllowedUsers"]!["MaxLength"]! + (int)Inputs["Admins"]!["MaxLength"]!;

        // As much again for addresses and names that are longer than moto's.
        Assert.InRange(longest + (2 * environment.Sum(setting => setting.Key.Length + setting.Value.Length)), 0, 4096);
    }

    [Fact]
    public void The_same_instance_type_twice_is_refused()
    {
        var rule = Assert.Single(Template["Rules"]!["InstanceTypesDiffer"]!["Assertions"]!.AsArray())!;
        Assert.Equal("""{"Fn::Not":[{"Fn::Equals":[{"Ref":"InstanceType"},{"Ref":"SecondInstanceType"}]}]}""", rule["Assert"]!.ToJsonString());
    }

    [Fact]
    public void Every_parameter_has_its_group_and_label()
    {
        var form = Template["Metadata"]!["AWS::CloudFormation::Interface"]!;
        var grouped = form["ParameterGroups"]!.AsArray().SelectMany(group => group!["Parameters"]!.AsArray()).Select(name => (string)name!);

        Assert.Equal(Inputs.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), grouped.Order(StringComparer.Ordinal));
        Assert.All(Inputs, parameter => Assert.NotNull(form["ParameterLabels"]![parameter.Key]));
    }

    [Fact]
    public void Only_the_bucket_stays_when_it_is_replaced() =>
        Assert.Equal(
            ["VideoBucket", "VideoBucketPolicy"],
            Template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["UpdateReplacePolicy"] is "Retain").Select(resource => resource.Key));

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

        Assert.Equal(["Bot", "MetricSender", "DeadLetters", "WebhookRegistration", "AlarmReporter"], functions.Select(function => function.Key));
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
}
