using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.SQSEvents;

namespace Amazon.Lambda.Annotations.Tests;

public class HandlerSpecs
{
    private const string Handler = "Shop.Functions_Run_Generated";

    private const string Services = """

        public sealed class Scoped : IDisposable
        {
            public static readonly List<string> Log = new();
            public Scoped() => Log.Add("made");
            public void Dispose() => Log.Add("disposed");
        }

        [LambdaStartup]
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddScoped<Scoped>().AddSingleton("word");
        }
        """;

    [Theory]
    [InlineData("public string Run(string word) => word + \"!\";")]
    [InlineData("public string Run(ILambdaContext context, string word) => context is null ? word + \"!\" : \"\";")]
    [InlineData("public string? Run(string? word) => word + \"!\";")]
    public void A_plain_function_gets_its_input_wherever_it_stands(string method)
    {
        using var project = new GeneratedProject();
        Assert.Equal("hi!", project.Build($"#nullable enable\npublic class Functions {{ [LambdaFunction] {method} }}").Call(Handler, "hi", null));
    }

    [Fact]
    public async Task An_awaited_result_comes_back()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("public class Functions { [LambdaFunction] public async Task<int> Run(int number) { await Task.Yield(); return number + 1; } }");
        Assert.Equal(42, await (Task<int>)generated.Call(Handler, 41, null)!);
    }

    [Theory]
    [InlineData("public void Run() { Calls++; }")]
    [InlineData("public Task Run() { Calls++; return Task.CompletedTask; }")]
    [InlineData("public void Run(ILambdaContext context) { Calls++; }")]
    public async Task A_function_without_input_takes_the_stream_that_nobody_reads(string method)
    {
        using var project = new GeneratedProject();
        var generated = project.Build($"public class Functions {{ public static int Calls; [LambdaFunction] {method} }}");
        var assembly = generated.Load();
        var handler = assembly.GetType(Handler)!;
        if (handler.GetMethod("Run")!.Invoke(Activator.CreateInstance(handler), [Stream.Null, null]) is Task running)
            await running;
        Assert.Equal(1, assembly.GetType("Shop.Functions")!.GetField("Calls")!.GetValue(null));
    }

    [Fact]
    public void A_stream_goes_through_as_it_is()
    {
        using var project = new GeneratedProject();
        using var bytes = new MemoryStream();
        Assert.Same(bytes, project.Build("public class Functions { [LambdaFunction] public Stream Run(Stream bytes) => bytes; }").Call(Handler, bytes, null));
    }

    [Fact]
    public void A_batch_of_messages_is_answered_with_what_failed()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("public class Functions { [LambdaFunction, SQSEvent(\"@Q\")] public SQSBatchResponse Run(SQSEvent letters, ILambdaContext context) => new(); }");
        Assert.IsType<SQSBatchResponse>(generated.Call(Handler, new SQSEvent(), null));
    }

    [Fact]
    public async Task Each_invocation_has_a_scope_and_the_function_is_one()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("""
            public class Functions
            {
                public Functions(string word) => Scoped.Log.Add(word);
                [LambdaFunction] public async Task<string> Run(string input, [FromServices] Scoped service)
                {
                    await Task.Yield();
                    Scoped.Log.Add(input);
                    return string.Join(' ', Scoped.Log);
                }
            }
            """ + Services);
        var type = generated.Load().GetType(Handler)!;
        var handler = Activator.CreateInstance(type);
        Assert.Equal("word made one", await (Task<string>)type.GetMethod("Run")!.Invoke(handler, ["one", null])!);
        Assert.Equal("word made one disposed made two", await (Task<string>)type.GetMethod("Run")!.Invoke(handler, ["two", null])!);
    }

    [Fact]
    public void A_container_that_lacks_something_fails_when_the_handler_is_made()
    {
        using var project = new GeneratedProject();
        var type = project.Build("public class Functions { public Functions(Uri missing) { } [LambdaFunction] public void Run() { } }" + Services).Load().GetType(Handler)!;
        var failure = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(type));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public async Task A_url_gets_the_raw_request()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("public class Functions { [LambdaFunction, FunctionUrl] public async Task<APIGatewayHttpApiV2ProxyResponse> Run(APIGatewayHttpApiV2ProxyRequest r) { await Task.Yield(); return new() { Body = r.Body }; } }");
        var response = await (Task<APIGatewayHttpApiV2ProxyResponse>)generated.Call(Handler, new APIGatewayHttpApiV2ProxyRequest { Body = "b" }, null)!;
        Assert.Equal("b", response.Body);
    }

    [Fact]
    public async Task An_http_result_is_written_in_the_second_format()
    {
        using var project = new GeneratedProject();
        var generated = project.Build("public class Functions { [LambdaFunction, FunctionUrl] public Task<IHttpResult> Run() => Task.FromResult(HttpResults.Ok(new { a = 1 })); }");
        using var reader = new StreamReader(await (Task<Stream>)generated.Call(Handler, new APIGatewayHttpApiV2ProxyRequest(), null)!, Encoding.UTF8);
        Assert.Equal(
            """{"statusCode":200,"headers":{"content-type":"application/json"},"Cookies":null,"body":"{\u0022a\u0022:1}","isBase64Encoded":false}""",
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_function_in_no_namespace_is_written_there()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/App.cs", "using Amazon.Lambda.Annotations; [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(object))] public class Functions { [LambdaFunction] public string Run(string word) => word; }");
        Assert.Equal("w", project.Compile("src/App/App.cs").Call("Functions_Run_Generated", "w", null));
    }

    [Fact]
    public void A_project_without_the_annotations_gets_nothing()
    {
        using var project = new GeneratedProject { Without = ["Amazon.Lambda.Annotations"] };
        project.Write("src/App/App.cs", "public class Functions;");
        Assert.Single(project.Compile("src/App/App.cs").Compilation.SyntaxTrees);
    }
}
