using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

public sealed class DeploymentFileSpecs
{
    private static readonly JsonObject Template = StackTemplate.Read();

    // Amazon.Lambda.Annotations looks for the file in the project's folder and below, and takes the path from there.
    [Fact]
    public void The_project_names_the_template_at_the_root() =>
        Assert.Equal("../../serverless.template", (string?)Defaults("src/TelegramAI.Functions")["template"]);

    // `dotnet lambda deploy-serverless` reads the build's parameters beside the project that it builds, not beside the template.
    [Fact]
    public void Deployed_functions_are_built_with_the_published_packages() =>
        Assert.Contains("-p:StandIns=false", (string?)Defaults("src/TelegramAI.Functions")["msbuild-parameters"], StringComparison.Ordinal);

    [Fact]
    public void Both_tools_deploy_the_same_stack_with_the_same_tags()
    {
        var sam = File.ReadAllText(Repository("samconfig.toml"));
        var dotnet = Defaults(".");

        Assert.Equal("serverless.template", (string?)dotnet["template"]);
        Assert.Contains("template_file = \"serverless.template\"", sam, StringComparison.Ordinal);
        Assert.Equal("telegramai", (string?)dotnet["stack-name"]);
        Assert.Contains("stack_name = \"telegramai\"", sam, StringComparison.Ordinal);
        Assert.Equal("Application=telegramai", (string?)dotnet["tags"]);
        Assert.Contains("tags = \"Application=\\\"telegramai\\\"\"", sam, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_runs_the_metric_senders_handler()
    {
        var handler = (string?)Template["Resources"]!["MetricSender"]!["Properties"]!["Environment"]!["Variables"]!["ANNOTATIONS_HANDLER"];
        var lines = File.ReadAllLines(Repository("src/TelegramAI.Functions/metric-sender.Dockerfile"));

        Assert.Contains($"ENV ANNOTATIONS_HANDLER={handler}", lines);
        Assert.StartsWith("FROM public.ecr.aws/lambda/provided:al2023@", lines.Last(line => line.StartsWith("FROM ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>A tag can be moved to another image.</summary>
    [Fact]
    public void The_image_is_built_from_images_of_a_digest()
    {
        var bases = File.ReadLines(Repository("src/TelegramAI.Functions/metric-sender.Dockerfile")).Where(line => line.StartsWith("FROM ", StringComparison.Ordinal));

        Assert.All(bases, line => Assert.Matches("@sha256:[0-9a-f]{64}( |$)", line));
    }

    [Fact]
    public void The_guide_describes_every_parameter()
    {
        var guide = File.ReadAllText(Repository("docs/deploy.md"));

        Assert.All(Template["Parameters"]!.AsObject(), parameter => Assert.Contains($"| `{parameter.Key}` | {Shown(parameter.Value!["Default"])} |", guide, StringComparison.Ordinal));
    }

    internal static string Repository(string path) => Path.Combine(AppContext.BaseDirectory, "repository", path);

    private static string Shown(JsonNode? value) => value?.ToString() switch
    {
        null => "must be given",
        "" => "none",
        { Length: > 20 } text => $"`{text}`",
        var text => text,
    };

    private static JsonObject Defaults(string folder) => JsonNode.Parse(File.ReadAllText(Repository($"{folder}/aws-lambda-tools-defaults.json")))!.AsObject();
}
