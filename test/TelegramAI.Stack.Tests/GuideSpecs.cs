using System.Text.RegularExpressions;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

/// <summary>The commands of the guides are those of the files that they are for, in an order in which they work.</summary>
public sealed partial class GuideSpecs
{
    private const string Deploy = "docs/deploy.md";
    private const string Bake = "docs/workerami.md";
    private const string Readme = "README.md";

    private static readonly string[] Parameters = [.. StackTemplate.Read()["Parameters"]!.AsObject().Select(parameter => parameter.Key)];

    [Theory]
    [InlineData(Deploy)]
    [InlineData(Bake)]
    [InlineData(Readme)]
    public void Each_parameter_of_a_command_is_one_of_the_template(string guide)
    {
        var given = Overrides().Matches(Read(guide)).SelectMany(command => Names().Matches(command.Value)).Select(name => name.Value).ToList();

        Assert.NotEmpty(given);
        Assert.All(given, name => Assert.Contains(name, Parameters));
    }

    // Packer asks for nothing: it ends where a variable has no value.
    [Theory]
    [InlineData(Bake)]
    [InlineData(Readme)]
    public void A_bake_gives_each_variable_that_has_no_value(string guide)
    {
        var values = Read("workerami/versions.auto.pkrvars.hcl");
        var open = Variables().Matches(Read("workerami/variables.pkr.hcl"))
            .Where(variable => !variable.Groups["body"].Value.Contains("default", StringComparison.Ordinal))
            .Select(variable => variable.Groups["name"].Value)
            .Where(name => !Regex.IsMatch(values, $"^{name} *=", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        var command = Assert.Single(Bakes().Matches(Read(guide))).Value;

        Assert.Contains("ssh_cidrs", open);
        Assert.All(open, name => Assert.Contains($"{name}=", command, StringComparison.Ordinal));
    }

    [Fact]
    public void The_image_is_published_where_the_stack_is_told_to_look()
    {
        var variable = Variables().Matches(Read("workerami/variables.pkr.hcl")).Single(variable => variable.Groups["name"].Value is "ami_parameter");
        var parameter = Default().Match(variable.Groups["body"].Value).Value;

        Assert.All([Deploy, Bake, Readme], guide => Assert.Contains($"WorkerAmi={parameter}", Read(guide), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Deploy, "sam build", "sam deploy --guided", "[Bake the workers' image](workerami.md)", "WorkerAmi=/telegramai/worker-ami", "\nsam delete")]
    [InlineData(Readme, "sam build && sam deploy --guided", "packer init", "./prepare.sh", "packer build", "WorkerAmi=/telegramai/worker-ami", "start-instance-refresh")]
    [InlineData(Bake, "packer init", "./prepare.sh", "packer build", "WorkerAmi=/telegramai/worker-ami", "start-instance-refresh")]
    public void One_step_comes_after_the_other(string guide, params string[] steps)
    {
        var text = Read(guide);
        var places = steps.Select(step => text.IndexOf(step, StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    // What is saved there is given with every later deployment, and would take the image from the fleet again.
    [Fact]
    public void No_value_is_saved_that_a_later_deployment_would_bring_back()
    {
        Assert.DoesNotContain("parameter_overrides", Read("samconfig.toml"), StringComparison.Ordinal);
        Assert.Contains("no to \"Save arguments to configuration file\"", Regex.Replace(Read(Deploy), @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    private static string Read(string path) => File.ReadAllText(DeploymentFileSpecs.Repository(path));

    [GeneratedRegex(@"(?<=--(parameter-overrides|template-parameters) )[^`\n]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Overrides();

    [GeneratedRegex(@"\w+(?=""?=)", RegexOptions.None, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"variable ""(?<name>\w+)"" {(?<body>(.|\n)*?)\n}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variables();

    [GeneratedRegex(@"(?<=default *= *"")[^""]+", RegexOptions.None, 1000)]
    private static partial Regex Default();

    [GeneratedRegex("packer build.*", RegexOptions.None, 1000)]
    private static partial Regex Bakes();
}
