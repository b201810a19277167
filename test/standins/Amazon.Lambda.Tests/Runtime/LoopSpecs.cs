using System.Text.Json;

namespace Amazon.Lambda.Tests.Runtime;

public class LoopSpecs
{
    [Fact]
    public async Task A_function_answers_one_event_after_the_other_on_one_connection()
    {
        await using var function = await SampleProcess.StartAsync();
        foreach (var text in (string[])["first", "second", "third"])
            Assert.Equal(text, (await function.AnswerAsync($$"""{"Text":"{{text}}"}""")).GetProperty("Text").GetString());

        Assert.Equal(1, function.Api.Connections);
        Assert.Matches("^aws-lambda-dotnet/.+-2\\.1\\.2\\.0$", function.Api.UserAgent);
    }

    [Fact]
    public async Task A_handlers_failure_is_reported_and_the_function_goes_on()
    {
        await using var function = await SampleProcess.StartAsync();

        var failed = await function.InvokeAsync("""{"Do":"fail","Text":"nö\n"}""");

        Assert.Null(failed.Response);
        Assert.Equal("InvalidOperationException", failed.Error!.Type);
        Assert.Equal("application/vnd.aws.lambda.error+json", failed.Error.ContentType);
        var body = JsonElement.Parse(failed.Error.Body);
        Assert.Equal("InvalidOperationException", body.GetProperty("errorType").GetString());
        Assert.Equal("nö\n", body.GetProperty("errorMessage").GetString());
        Assert.Contains("Handle", body.GetProperty("stackTrace")[0].GetString());
        Assert.Equal("TimeoutException", body.GetProperty("cause").GetProperty("errorType").GetString());
        var cause = JsonElement.Parse(failed.Error.XRayCause!).GetProperty("exceptions")[0];
        Assert.Equal("nö\n", cause.GetProperty("message").GetString());

        Assert.Equal("on", (await function.AnswerAsync("""{"Text":"on"}""")).GetProperty("Text").GetString());
        Assert.EndsWith("\tfail\tSystem.InvalidOperationException: nö", (await function.LogAsync(1))[0]);
    }

    [Fact]
    public async Task A_failure_that_was_never_thrown_has_no_stack()
    {
        await using var function = await SampleProcess.StartAsync();
        var error = JsonElement.Parse((await function.InvokeAsync("""{"Do":"fail","Text":"no"}""")).Error!.Body);
        Assert.Equal(["errorType", "errorMessage", "stackTrace", "cause"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["errorType", "errorMessage"], error.GetProperty("cause").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Failures_that_came_together_are_all_reported()
    {
        await using var function = await SampleProcess.StartAsync();
        var error = JsonElement.Parse((await function.InvokeAsync("""{"Do":"fail together","Text":"two"}""")).Error!.Body);
        Assert.Equal("TimeoutException", error.GetProperty("cause").GetProperty("errorType").GetString());
        Assert.Equal(
            [("TimeoutException", "the first"), ("NotSupportedException", "the second")],
            error.GetProperty("causes").EnumerateArray().Select(cause => (cause.GetProperty("errorType").GetString(), cause.GetProperty("errorMessage").GetString())));
    }

    [Theory]
    [InlineData("""{"Do":"fail","Text":"no"}""", "no")]
    [InlineData("{no", null)]
    public async Task The_line_of_a_failed_invocation_has_the_failure_and_no_message(string json, string? reason)
    {
        await using var function = await SampleProcess.StartAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        await function.InvokeAsync(json);
        var line = JsonElement.Parse((await function.LogAsync(1))[0]);
        Assert.Equal("", line.GetProperty("message").GetString());
        if (reason is not null)
            Assert.Equal(reason, line.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task An_event_that_is_no_JSON_is_an_error_and_the_function_goes_on()
    {
        await using var function = await SampleProcess.StartAsync();
        Assert.Equal("JsonSerializerException", (await function.InvokeAsync("{no")).Error!.Type);
        Assert.Null((await function.InvokeAsync("{}")).Error);
    }

    [Fact]
    public async Task A_failed_initializer_is_reported_and_ends_the_process()
    {
        await using var function = await SampleProcess.StartAsync(("INIT_FAILS", "no database"));
        Assert.NotEqual(0, await function.ExitAsync());
        var error = Assert.Single(function.Api.InitErrors);
        Assert.Equal("InvalidOperationException", error.Type);
        Assert.Equal("no database", JsonElement.Parse(error.Body).GetProperty("errorMessage").GetString());
        Assert.False(function.Api.FirstNext.IsCompleted);
    }

    [Fact]
    public async Task Without_a_runtime_API_the_process_dies()
    {
        await using var function = SampleProcess.StartAlone();
        Assert.Equal(134, await function.ExitAsync());
        Assert.Contains("UriFormatException", function.Errors);
    }

    [Fact]
    public async Task A_function_that_runs_once_ends_after_its_event()
    {
        await using var function = await SampleProcess.StartAsync(("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE", "true"));
        await function.AnswerAsync("{}");
        Assert.Equal(0, await function.ExitAsync());
    }

    [Fact]
    public async Task A_failure_with_a_long_message_is_reported_too()
    {
        await using var function = await SampleProcess.StartAsync();
        var message = new string('x', 100_000);
        var failed = await function.InvokeAsync($$"""{"Do":"fail","Text":"{{message}}"}""");
        Assert.Equal(message, JsonElement.Parse(failed.Error!.Body).GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task Snapshot_hooks_run_before_the_first_event()
    {
        await using var function = await SampleProcess.StartAsync(("HOOKS", "yes"), ("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
        await function.AnswerAsync("{}");
        Assert.Equal(["saved first", "saved second", "loaded"], (await function.LogAsync(3)).Select(line => line.Split('\t')[^1]));
    }

    [Fact]
    public async Task An_invocation_that_has_not_ended_is_cancelled_with_its_runtime_API()
    {
        var function = await SampleProcess.StartAsync(("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE", "true"));
        await function.AnswerAsync("{}");
        await function.ExitAsync();
        var never = function.InvokeAsync("{}");
        await function.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }
}
