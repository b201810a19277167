using TelegramAI.Testing.Lambda;

namespace Amazon.Lambda.Tests.Runtime;

public class ContextSpecs
{
    private const string TraceId = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1";

    [Fact]
    public async Task The_context_is_what_the_event_and_the_environment_say()
    {
        await using var function = await SampleProcess.StartAsync(
            ("AWS_LAMBDA_FUNCTION_NAME", "bot"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bot"),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"));

        var invocation = await function.InvokeAsync("{}", TimeSpan.FromMinutes(2));
        var context = System.Text.Json.JsonElement.Parse(invocation.Response!);

        Assert.Equal(invocation.RequestId, context.GetProperty("RequestId").GetString());
        Assert.Equal("bot", context.GetProperty("FunctionName").GetString());
        Assert.Equal("$LATEST", context.GetProperty("FunctionVersion").GetString());
        Assert.Equal(LoopbackRuntimeApi.FunctionArn, context.GetProperty("InvokedFunctionArn").GetString());
        Assert.Equal("/aws/lambda/bot", context.GetProperty("LogGroupName").GetString());
        Assert.Equal("stream", context.GetProperty("LogStreamName").GetString());
        Assert.Equal(512, context.GetProperty("MemoryLimit").GetInt32());
        Assert.InRange(context.GetProperty("RemainingSeconds").GetDouble(), 60, 120);
    }

    [Fact]
    public async Task Each_invocation_has_its_own_trace()
    {
        await using var function = await SampleProcess.StartAsync();

        var traced = await function.AnswerAsync("{}", traceId: TraceId);
        Assert.Equal(TraceId, traced.GetProperty("TraceId").GetString());
        Assert.Equal(TraceId, traced.GetProperty("CurrentTraceId").GetString());
        Assert.Equal(TraceId, traced.GetProperty("TraceVariable").GetString());

        var untraced = await function.AnswerAsync("{}");
        Assert.False(untraced.TryGetProperty("TraceId", out _));
        Assert.Equal("", untraced.GetProperty("CurrentTraceId").GetString());
        Assert.False(untraced.TryGetProperty("TraceVariable", out _));
    }

    [Fact]
    public async Task An_event_of_no_tenant_has_none()
    {
        await using var function = await SampleProcess.StartAsync();
        Assert.False((await function.AnswerAsync("{}")).TryGetProperty("TenantId", out _));
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public async Task The_heap_is_limited_to_the_functions_memory_unless_that_is_disabled(string disabled, bool limited)
    {
        const long Limit = 200L * 1024 * 1024;
        await using var function = await SampleProcess.StartAsync(
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "200"), ("AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK", disabled));
        var available = (await function.AnswerAsync("""{"Do":"collect"}""")).GetProperty("HeapLimit").GetInt64();
        Assert.Equal(limited, available <= Limit);
    }
}
