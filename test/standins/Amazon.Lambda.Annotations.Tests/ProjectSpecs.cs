namespace Amazon.Lambda.Annotations.Tests;

public class ProjectSpecs
{
    private const string Function = "public class Functions { [LambdaFunction(ResourceName = \"Run\")] public void Run() { } }";

    [Fact]
    public void The_settings_beside_the_project_name_the_template_relative_to_themselves()
    {
        using var project = new GeneratedProject();
        project.Write("serverless.template", """{ "Resources": {} }""");
        project.Write("src/App/aws-lambda-tools-defaults.json", """{ "template": "../../serverless.template" }""");
        Assert.Empty(project.Build(Function).Faults);
        Assert.Contains("\"CodeUri\": \"src/App\"", File.ReadAllText(project.Path("serverless.template")), StringComparison.Ordinal);
        Assert.False(File.Exists(project.Path("src/App/serverless.template")));
    }

    [Fact]
    public void Settings_below_the_project_are_found_and_relative_to_themselves()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/deploy/aws-lambda-tools-defaults.json", """{ "template": "stack.json" }""");
        Assert.Empty(project.Build(Function).Faults);
        Assert.Contains("\"CodeUri\": \"..\"", File.ReadAllText(project.Path("src/App/deploy/stack.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", "{ \"template\": \"other.template\" }")]
    [InlineData("src/App/aws-lambda-tools-defaults.json", "{ \"region\": \"eu-central-1\" }")]
    [InlineData("src/App/aws-lambda-tools-defaults.json", "{ \"template\": ")]
    public void Settings_above_the_project_or_without_a_template_do_not_count(string path, string content)
    {
        using var project = new GeneratedProject();
        project.Write(path, content);
        Assert.Empty(project.Build(Function).Faults);
        Assert.NotNull(project.Resource("Run"));
    }

    [Fact]
    public void The_project_is_the_first_directory_above_the_first_class_with_exactly_one_project_file()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/Feature/Deep/One.csproj", "<Project />");
        project.Write("src/App/Feature/Deep/Two.csproj", "<Project />");
        project.Write("src/App/Feature/Deep/App.cs", $"using Amazon.Lambda.Annotations; [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(object))] namespace Shop; {Function}");
        Assert.Empty(project.Compile("src/App/Feature/Deep/App.cs").Faults);
        Assert.NotNull(project.Resource("Run"));
    }

    [Fact]
    public void A_linked_file_of_another_project_that_comes_first_redirects_the_template()
    {
        using var project = new GeneratedProject();
        project.Write("src/Shared/Shared.csproj", "<Project />");
        project.Write("src/Shared/A.cs", "internal class A;");
        project.Write("src/App/App.cs", $"using Amazon.Lambda.Annotations; [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(object))] namespace Shop; {Function}");
        Assert.Empty(project.Compile("src/Shared/A.cs", "src/App/App.cs").Faults);
        Assert.True(File.Exists(project.Path("src/Shared/serverless.template")));
    }

    [Fact]
    public void A_file_outside_of_any_project_still_gets_its_handlers()
    {
        using var project = new GeneratedProject();
        File.Delete(project.Path("src/App/App.csproj"));
        var generated = project.Build(Function);
        Assert.Empty(generated.Faults);
        Assert.NotNull(generated.Compilation.GetTypeByMetadataName("Shop.Functions_Run_Generated"));
    }
}
