using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: TelegramAI.Tests.TimeLimit]

namespace TelegramAI.Tests;

/// <summary>
/// Ends the process of a test that does not end, and names the test. xunit's own timeout cancels tests that are asynchronous and look at
/// their token; this holds for all of them, whatever they hang in.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TimeLimitAttribute : BeforeAfterTestAttribute
{
    /// <summary>For a test without a timeout of its own.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What a test with one has to clean up after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Timer> _running = new(StringComparer.Ordinal);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var limit = test.Timeout > 0 ? TimeSpan.FromMilliseconds(test.Timeout) + Grace : Longest;
        _running[test.UniqueID] = new Timer(
            _ => Environment.FailFast($"'{test.TestDisplayName}' has not ended within {limit}"), state: null, limit, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }
}
