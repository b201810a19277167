using System.Globalization;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(TelegramAI.Tests.WatchedFramework))]

namespace TelegramAI.Tests;

/// <summary>
/// xunit with a time limit for every test and fixture: its own is for asynchronous tests that name one. A project that takes longer says so
/// in its file, by the assembly's metadata <c>TimeLimitSeconds</c>.
/// </summary>
internal sealed class WatchedFramework : XunitTestFramework
{
    private readonly HangWatch _watch = new(LimitOf(typeof(WatchedFramework).Assembly));

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) => new Executor(assembly, _watch);

    private static TimeSpan LimitOf(Assembly assembly)
    {
        var given = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key is "TimeLimitSeconds");
        return given is null ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(int.Parse(given.Value!, CultureInfo.InvariantCulture));
    }

    private sealed class Executor(Assembly assembly, HangWatch watch)
        : XunitTestFrameworkExecutor(new XunitTestAssembly(assembly, configFileName: null, assembly.GetName().Version))
    {
        public override ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken) =>
            base.RunTestCases(testCases, new Sink(executionMessageSink, watch), executionOptions, cancellationToken);
    }

    private sealed class Sink(IMessageSink inner, HangWatch watch) : IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message)
        {
            watch.Note(message);
            return inner.OnMessage(message);
        }
    }
}
