using System.Diagnostics;
using Xunit.Sdk;

namespace TelegramAI.Tests;

/// <summary>Ends the process when a test or a fixture hangs, and names it. Nothing less ends what does not look at its token.</summary>
internal sealed class HangWatch
{
    private const string Assembly = "";

    /// <summary>What a test with a timeout of its own has to clean up after it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();

    /// <summary>What each collection is at, and the assembly while no collection runs. Within a collection one thing follows another.</summary>
    private readonly Dictionary<string, Stage> _stages = new(StringComparer.Ordinal);

    private readonly TimeSpan _longest;

    /// <param name="longest">How long a fixture, or a test without a timeout of its own, may take.</param>
    public HangWatch(TimeSpan longest)
    {
        _longest = longest;
        _stages[Assembly] = Begin("the search for tests");

        // A thread of its own: what hangs may have taken all of the pool's.
        new Thread(Look) { IsBackground = true }.Start();
    }

    /// <summary>Notes what begins and what ends. Other messages are no progress: a test that hangs may print for ever.</summary>
    public void Note(IMessageSinkMessage message)
    {
        lock (_lock)
        {
            switch (message)
            {
                case ITestAssemblyStarting:
                    _stages[Assembly] = Begin("a fixture of the assembly");
                    break;
                case ITestCollectionStarting collection:
                    _stages.Remove(Assembly);
                    _stages[collection.TestCollectionUniqueID] = Begin($"a fixture of the collection '{collection.TestCollectionDisplayName}'");
                    break;
                case ITestClassStarting type:
                    _stages[type.TestCollectionUniqueID] = Begin($"a fixture of the class '{type.TestClassName}'");
                    break;
                case ITestStarting test:
                    _stages[test.TestCollectionUniqueID] = Begin($"the test '{test.TestDisplayName}'", test.Timeout);
                    break;
                case ITestFinished test:
                    _stages[test.TestCollectionUniqueID] = Begin($"what follows {_stages[test.TestCollectionUniqueID].What}");
                    break;
                case ITestCollectionFinished collection:
                    _stages.Remove(collection.TestCollectionUniqueID, out var last);
                    if (_stages.Count == 0)
                        _stages[Assembly] = Begin($"a fixture of the assembly, or {last?.What}");
                    break;
                case ITestAssemblyFinished:
                    _stages[Assembly] = Begin("the process, whose tests have ended,");
                    break;
            }
        }
    }

    private Stage Begin(string what, int timeout = 0) =>
        new(what, timeout > 0 ? TimeSpan.FromMilliseconds(timeout) + Grace : _longest, Stopwatch.GetTimestamp());

    private void Look()
    {
        while (true)
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
            lock (_lock)
            {
                // Whoever looks at a test in a debugger takes longer.
                if (!Debugger.IsAttached && _stages.Values.FirstOrDefault(stage => Stopwatch.GetElapsedTime(stage.Since) > stage.Limit) is { } late)
                    Environment.FailFast($"{late.What} has not ended within {late.Limit}");
            }
        }
    }

    private sealed record Stage(string What, TimeSpan Limit, long Since);
}
