using System.Reflection;
using System.Text;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.Serialization.SystemTextJson;
using TelegramAI.Testing.Lambda;

namespace Amazon.Lambda.Tests.Runtime;

public class ShapeSpecs
{
    private static readonly DefaultLambdaJsonSerializer Json = new();

    public static TheoryData<HandlerWrapper, string> Shapes => new()
    {
        { HandlerWrapper.GetHandlerWrapper(() => { }), "" },
        { HandlerWrapper.GetHandlerWrapper((ILambdaContext _) => { }), "" },
        { HandlerWrapper.GetHandlerWrapper((Stream _) => Task.CompletedTask), "" },
        { HandlerWrapper.GetHandlerWrapper((int _, ILambdaContext _) => Task.CompletedTask, Json), "" },
        { HandlerWrapper.GetHandlerWrapper((int _, ILambdaContext _) => { }, Json), "" },
        { HandlerWrapper.GetHandlerWrapper((Stream bytes) => bytes), "20" },
        { HandlerWrapper.GetHandlerWrapper((Stream bytes) => Task.FromResult(bytes)), "20" },
        { HandlerWrapper.GetHandlerWrapper((Stream bytes, ILambdaContext _, MemoryStream output) => bytes.CopyTo(output)), "20" },
        { HandlerWrapper.GetHandlerWrapper(Task<Stream> (int number, ILambdaContext _) => Task.FromResult<Stream>(Bytes($"{number}!")), Json), "20!" },
        { HandlerWrapper.GetHandlerWrapper(Stream (int number, ILambdaContext _) => Bytes($"{number}!"), Json), "20!" },
        { HandlerWrapper.GetHandlerWrapper((int number, ILambdaContext _) => number + 1, Json), "21" },
        { HandlerWrapper.GetHandlerWrapper((int number, ILambdaContext _) => Task.FromResult($"{number}"), Json), "\"20\"" },
        { HandlerWrapper.GetHandlerWrapper((Stream _, ILambdaContext _) => Task.FromResult(1), Json), "1" },
        { HandlerWrapper.GetHandlerWrapper(() => "a", Json), "\"a\"" },
    };

    [Theory]
    [MemberData(nameof(Shapes), DisableDiscoveryEnumeration = true)]
    public async Task A_handler_of_each_shape_answers_in_its_way(HandlerWrapper wrapper, string answer)
    {
        await using var api = await LoopbackRuntimeApi.StartAsync();
        using var stop = new CancellationTokenSource();
        using var bootstrap = new LambdaBootstrap(wrapper, new LambdaBootstrapOptions { RuntimeApiEndpoint = api.Address });
        var running = bootstrap.RunAsync(stop.Token);

        var invocation = await api.InvokeAsync(Encoding.UTF8.GetBytes("20"), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(answer, Encoding.UTF8.GetString(invocation.Response!));
        Assert.True(invocation.Duration > TimeSpan.Zero);
        Assert.True(api.FirstNext.IsCompletedSuccessfully);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void The_builder_takes_the_same_37_shapes_as_the_wrapper()
    {
        var wrapper = Signatures(typeof(HandlerWrapper), "GetHandlerWrapper");
        Assert.Equal(37, wrapper.Count);
        Assert.Equal(wrapper, Signatures(typeof(LambdaBootstrapBuilder), "Create"));
    }

    private static List<string> Signatures(Type type, string name) =>
    [
        .. type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => string.Equals(method.Name, name, StringComparison.Ordinal))
            .Select(method => string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType)))
            .Order(StringComparer.Ordinal),
    ];

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
