using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.Tests;

public class DiagnosticSpecs
{
    [Theory]
    [InlineData("AWSLambda0102", "[LambdaFunction, ScheduleEvent(\"rate(1 minute)\"), SQSEvent(\"@Q\")] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0102", "[LambdaFunction, FunctionUrl, SQSEvent(\"@Q\")] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0105", "[LambdaFunction] public IHttpResult Run() => HttpResults.Ok();")]
    [InlineData("AWSLambda0106", "[LambdaFunction(ResourceName = \"A-B\")] public void Run() { }")]
    [InlineData("AWSLambda0115", "[LambdaFunction] public void Run([FromBody] string body) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"@Q\", BatchSize = 0)] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"@Q\", BatchSize = 11)] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"@Q\", MaximumConcurrency = 1)] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"@Q\", MaximumBatchingWindowInSeconds = 301)] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"queue\")] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0116", "[LambdaFunction, SQSEvent(\"@Q\", ResourceName = \"a b\")] public void Run(SQSEvent e) { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction, SQSEvent(\"@Q\")] public void Run(string e) { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction, SQSEvent(\"@Q\")] public void Run(ILambdaContext c, SQSEvent e) { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction, SQSEvent(\"@Q\")] public string Run(SQSEvent e) => \"\";")]
    [InlineData("AWSLambda0117", "[LambdaFunction, ScheduleEvent(\"rate(1 minute)\")] public void Run() { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction, ScheduleEvent(\"rate(1 minute)\")] public Task<string> Run(ScheduledEvent e) => null!;")]
    [InlineData("AWSLambda0117", "[LambdaFunction] public void Run(string one, string two) { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction] public static void Run() { }")]
    [InlineData("AWSLambda0117", "[LambdaFunction] public ValueTask<string> Run() => default;")]
    [InlineData("AWSLambda0117", "[LambdaFunction] public void Run([FromServices] IServiceProvider services) { }")]
    [InlineData("AWSLambda0118", "[LambdaFunction] public void LongLongLongLongLongLongLongLongLongLongLongLongLongLongLongLong() { }")]
    [InlineData("AWSLambda0129", "[FunctionUrl] public void Run() { }")]
    [InlineData("AWSLambda0139", "[LambdaFunction, ScheduleEvent(\"3 minutes\")] public void Run(ScheduledEvent e) { }")]
    public void A_wrong_function_is_an_error_and_leaves_the_template_alone(string id, string method)
    {
        using var project = new GeneratedProject();
        Assert.Equal([id], project.Build($"public class Functions {{ {method} }}").FaultIds);
        Assert.False(File.Exists(project.Path("src/App/serverless.template")));
    }

    [Theory]
    [InlineData("Amazon.Lambda.SQSEvents", "[SQSEvent(\"@Q\")] public void Run(object e) { }")]
    [InlineData("Amazon.Lambda.CloudWatchEvents", "[ScheduleEvent(\"rate(1 minute)\")] public void Run(object e) { }")]
    [InlineData("Amazon.Lambda.APIGatewayEvents", "[FunctionUrl] public void Run(object e) { }")]
    public void A_missing_package_is_named(string package, string method)
    {
        using var project = new GeneratedProject { Without = [package] };
        var fault = Assert.Single(project.Build($"public class Functions {{ [LambdaFunction] {method} }}").Faults);
        Assert.Equal("AWSLambda0104", fault.Id);
        Assert.EndsWith(package, fault.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_needs_a_serializer()
    {
        using var project = new GeneratedProject();
        Assert.Equal(["AWSLambda0108"], project.Build("public class Functions { [LambdaFunction] public void Run() { } }", attributes: "").FaultIds);
    }

    [Fact]
    public void There_can_be_one_startup_class()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("""
            [LambdaStartup] public class One { public void ConfigureServices(IServiceCollection services) { } }
            [LambdaStartup] public class Two { public void ConfigureServices(IServiceCollection services) { } }
            """);
        Assert.Equal(["AWSLambda0101", "AWSLambda0101"], generated.FaultIds);
    }

    [Theory]
    [InlineData("AWSLambda0112", "GenerateMain = true, Runtime = \"dotnet6\"", OutputKind.ConsoleApplication, "[LambdaFunction] public void Run() { }")]
    [InlineData("AWSLambda0111", "GenerateMain = true", OutputKind.DynamicallyLinkedLibrary, "[LambdaFunction] public void Run() { }")]
    [InlineData("AWSLambda0113", "GenerateMain = true", OutputKind.ConsoleApplication, "")]
    [InlineData("AWSLambda0114", "GenerateMain = true", OutputKind.ConsoleApplication, "[LambdaFunction] public void Run() { } static void Main() { }")]
    public void A_main_that_can_not_be_written_is_an_error(string id, string properties, OutputKind kind, string members)
    {
        using var project = new GeneratedProject { OutputKind = kind };
        var generated = project.Build(
            $"public class Functions {{ {members} }}",
            $"[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer)), LambdaGlobalProperties({properties})]");
        Assert.Equal([id], generated.FaultIds);
        Assert.DoesNotContain("GeneratedProgram", string.Concat(generated.Compilation.SyntaxTrees), StringComparison.Ordinal);
    }

    [Fact]
    public void A_main_needs_the_runtime_support()
    {
        using var project = new GeneratedProject { OutputKind = OutputKind.ConsoleApplication, Without = ["Amazon.Lambda.RuntimeSupport"] };
        var generated = project.Build(
            "public class Functions { [LambdaFunction] public void Run() { } }",
            "[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer)), LambdaGlobalProperties(GenerateMain = true)]");
        Assert.Equal(["AWSLambda0104"], generated.FaultIds);
    }

    [Fact]
    public void Two_functions_of_one_name_can_not_share_a_main()
    {
        using var project = new GeneratedProject { OutputKind = OutputKind.ConsoleApplication };
        var generated = project.Build(
            "public class One { [LambdaFunction] public void Run() { } } public class Two { [LambdaFunction] public void Run() { } }",
            "[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer)), LambdaGlobalProperties(GenerateMain = true)]");
        Assert.Equal(["AWSLambda0107"], generated.FaultIds);
    }
}
