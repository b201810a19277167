using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace Amazon.Lambda.Tests.Logging;

public class LoggerSpecs
{
    [Fact]
    public void Each_level_goes_down_to_the_line_of_a_logger_that_has_no_more()
    {
        var lines = new Lines();
        ILambdaLogger logger = lines;
        logger.LogTrace("a");
        logger.LogDebug("b");
        logger.LogInformation("c");
        logger.LogWarning("d");
        logger.LogError("e");
        logger.LogCritical("f");
        logger.Log(LogLevel.Error, "g");
        logger.Log("h");
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], lines.All);
    }

    [Fact]
    public void A_tests_log_has_the_levels_the_messages_and_their_values()
    {
        var context = new TestLambdaContext();
        context.Logger.LogInformation("A {Animal}", "hen");
        context.Logger.LogError(new TimeoutException("the reason"), "No {Animal}", "ox");
        context.Logger.LogWarning("plain");

        var log = Assert.IsType<TestLambdaLogger>(context.Logger).Buffer.ToString();
        Assert.Contains("Information", log);
        Assert.Contains("hen", log);
        Assert.Contains("the reason", log);
        Assert.Contains("ox", log);
        Assert.Contains("plain", log);
    }

    [Fact]
    public void A_context_that_says_no_more_has_no_trace_no_tenant_and_no_serializer()
    {
        ILambdaContext context = new Least();
        Assert.Equal(("", "", null), (context.TraceId, context.TenantId, context.Serializer));
    }

    private sealed class Lines : ILambdaLogger
    {
        public List<string> All { get; } = [];

        public void Log(string message) => All.Add(message);

        public void LogLine(string message) => All.Add(message);
    }

    private sealed class Least : ILambdaContext
    {
        public string AwsRequestId => "";

        public IClientContext? ClientContext => null;

        public string FunctionName => "";

        public string FunctionVersion => "";

        public ICognitoIdentity? Identity => null;

        public string InvokedFunctionArn => "";

        public ILambdaLogger Logger => new Lines();

        public string LogGroupName => "";

        public string LogStreamName => "";

        public int MemoryLimitInMB => 0;

        public TimeSpan RemainingTime => TimeSpan.Zero;
    }
}
