using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using TelegramAI.Testing.Lambda;

namespace Amazon.Lambda.Annotations.Tests;

public class MainSpecs
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Unknown")]
    public async Task A_handler_that_is_not_there_ends_the_program_at_once(string? handler)
    {
        var (code, output) = await Run(handler);
        Assert.Equal(0, code);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("Answer", """{"body":"there"}""", "\"body\":\"Hello there\"")]
    [InlineData("Tick", """{"id":"1"}""", "")]
    [InlineData("Take", """{"Records":[]}""", """{"batchItemFailures":[]}""")]
    [InlineData("Turn", """{"Text":"there"}""", """{"Text":"Hello there"}""")]
    [InlineData("Nothing", "no json", "")]
    [InlineData("Health", "{}", """{"statusCode":200,"headers":{"cache-control":"no-store","content-type":"text/plain"},"Cookies":null,"body":"well","isBase64Encoded":false}""")]
    public async Task The_named_handler_serves_one_event_after_the_other(string handler, string content, string expected)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var api = await LoopbackRuntimeApi.StartAsync();
        var start = Sample(handler);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            for (var round = 0; round < 2; round++)
            {
                var invocation = await api.InvokeAsync(Encoding.UTF8.GetBytes(content), cancellationToken: cancellation).WaitAsync(TimeSpan.FromSeconds(60), cancellation);
                Assert.Null(invocation.Error);
                var response = Encoding.UTF8.GetString(invocation.Response!);
                if (expected.StartsWith('"'))
                    Assert.Contains(expected, response, StringComparison.Ordinal);
                else
                    Assert.Equal(expected, response);
            }
        }
        finally
        {
            process.Kill();
            TestContext.Current.AddAttachment("output", await output + await errors);
        }
    }

    [Theory]
    [InlineData("public void Run() { }")]
    [InlineData("public Task Run(ILambdaContext context) => Task.CompletedTask;")]
    [InlineData("public Stream Run() => Stream.Null;")]
    [InlineData("public Task<Stream> Run(Stream bytes) => Task.FromResult(bytes);")]
    [InlineData("public int Run() => 1;")]
    [InlineData("public Task<int> Run(Stream bytes) => Task.FromResult(1);")]
    [InlineData("public void Run(int number) { }")]
    [InlineData("public Task Run(int number) => Task.CompletedTask;")]
    [InlineData("public Stream Run(int number) => Stream.Null;")]
    [InlineData("public Task<Stream> Run(int number) => null!;")]
    [InlineData("public string Run(int number) => \"\";")]
    [InlineData("public Task<List<string>> Run(Dictionary<string, int> numbers) => null!;")]
    [InlineData("[FunctionUrl] public Task<IHttpResult> Run() => null!;")]
    [InlineData("[FunctionUrl] public void Run() { }")]
    public void Every_shape_of_function_has_its_overload_of_the_bootstrap(string method)
    {
        using var project = new GeneratedProject { OutputKind = OutputKind.ConsoleApplication };
        var generated = project.Build(
            $"public class Functions {{ [LambdaFunction] {method} }}",
            "[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer)), LambdaGlobalProperties(GenerateMain = true)]");
        Assert.Equal("GeneratedProgram", generated.Load().EntryPoint!.DeclaringType!.Name);
    }

    [Fact]
    public void The_samples_template_is_what_its_source_says()
    {
        using var project = new GeneratedProject { AssemblyName = "bootstrap", OutputKind = OutputKind.ConsoleApplication };
        project.Write("src/App/Usings.cs", "global using System; global using System.IO; global using System.Threading.Tasks;");
        project.Write("src/App/Functions.cs", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sample", "Functions.cs")));
        Assert.Empty(project.Compile("src/App/Usings.cs", "src/App/Functions.cs").Faults);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sample", "serverless.template")), project.TemplateText);
    }

    private static async Task<(int Code, string Output)> Run(string? handler)
    {
        using var process = Process.Start(Sample(handler))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private static ProcessStartInfo Sample(string? handler)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "bootstrap"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ANNOTATIONS_HANDLER");
        if (handler is not null)
            start.Environment["ANNOTATIONS_HANDLER"] = handler;
        return start;
    }
}
