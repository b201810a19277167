using System.Text.Json;

namespace Amazon.Lambda.Tests.Runtime;

public class LogSpecs
{
    private const string Order = """{"Do":"log"}""";

    [Fact]
    public async Task A_line_has_its_time_its_request_its_level_and_its_message()
    {
        await using var function = await SampleProcess.StartAsync(("AWS_LAMBDA_LOG_LEVEL", "TRACE"));
        var invocation = await function.InvokeAsync(Order);
        var lines = await function.LogAsync(9);

        var parts = lines.Where(line => line.Contains('\t', StringComparison.Ordinal)).Select(line => line.Split('\t')).ToList();
        Assert.All(parts, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line[0]));
        Assert.All(parts, line => Assert.Equal(invocation.RequestId, line[1]));
        Assert.Equal(["trce", "dbug", "info", "warn", "fail", "crit", "warn", "info"], parts.Select(line => line[2]));
        Assert.Equal(
            ["a trace", "a debug", "A hen has 2 legs", "a warning", "No ox", "the end", "from anywhere", "a plain line with {braces}"],
            parts.Select(line => line[3]));
        Assert.Contains(lines, line => line.Contains("TimeoutException: the reason", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_JSON_line_has_the_messages_values_by_name()
    {
        await using var function = await SampleProcess.StartAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        var invocation = await function.InvokeAsync(Order, traceId: "Root=1-2-3");
        var entries = (await function.LogAsync(6)).Select(line => JsonElement.Parse(line)).ToList();

        var hen = entries[0];
        Assert.Equal("Information", hen.GetProperty("level").GetString());
        Assert.Equal(invocation.RequestId, hen.GetProperty("requestId").GetString());
        Assert.Equal("Root=1-2-3", hen.GetProperty("traceId").GetString());
        Assert.Equal("A hen has 2 legs", hen.GetProperty("message").GetString());
        Assert.Equal("hen", hen.GetProperty("Animal").GetString());
        Assert.Equal(2, hen.GetProperty("Legs").GetInt32());
        Assert.EndsWith("Z", hen.GetProperty("timestamp").GetString());
        Assert.Equal(["Information", "Warning", "Error", "Critical", "Warning", "Information"], entries.Select(entry => entry.GetProperty("level").GetString()));
        Assert.Equal("the reason", entries[2].GetProperty("errorMessage").GetString());
    }

    [Theory]
    [InlineData(0, "1.3 s", "Seconds", "\"1.3\"")]
    [InlineData(1, "7", "Count,6", "7")]
    [InlineData(2, "Nothing is {None}", null, null)]
    [InlineData(3, "{{braces}} a", "Name", "\"a\"")]
    [InlineData(4, "a before b", "1", "\"a\"")]
    [InlineData(5, "5", "Bad", "\"5\"")]
    public async Task A_place_is_filled_as_Lambda_fills_it(int line, string message, string? name, string? value)
    {
        await using var function = await SampleProcess.StartAsync(("AWS_LAMBDA_LOG_FORMAT", "JSON"));
        await function.InvokeAsync("""{"Do":"log values"}""");
        var entry = JsonElement.Parse((await function.LogAsync(6))[line]);
        Assert.Equal(message, entry.GetProperty("message").GetString());

        var values = entry.EnumerateObject().Where(member => member.Name is not ("timestamp" or "level" or "requestId" or "message")).ToList();
        Assert.Equal(name, values.FirstOrDefault().Value.ValueKind is JsonValueKind.Undefined ? null : values[0].Name);
        Assert.Equal(value, values.FirstOrDefault().Value.ValueKind is JsonValueKind.Undefined ? null : values[0].Value.GetRawText());
    }

    [Theory]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "WARN", "AWS_LAMBDA_LOG_FORMAT", "Text", "\twarn\ta warning")]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "FATAL", "AWS_LAMBDA_LOG_FORMAT", "Text", "\tcrit\tthe end")]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "FATAL", "AWS_LAMBDA_HANDLER_LOG_LEVEL", "DEBUG", "\tdbug\ta debug")]
    [InlineData("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_HANDLER_LOG_FORMAT", "Text", "\tinfo\tA hen has 2 legs")]
    public async Task What_is_below_the_level_is_left_out_and_the_handlers_own_settings_win(string name, string value, string other, string otherValue, string first)
    {
        await using var function = await SampleProcess.StartAsync((name, value), (other, otherValue));
        await function.InvokeAsync(Order);
        Assert.EndsWith(first, (await function.LogAsync(1))[0]);
    }
}
