using TelegramAI.TimeLimit.Tests.Dummy;

namespace TelegramAI.TimeLimit.Tests;

public sealed class TimeLimitSpecs
{
    [Theory(Timeout = 60_000)]
    [InlineData(nameof(BlockedThread))]
    [InlineData(nameof(EndlessOutput))]
    [InlineData(nameof(Construction))]
    [InlineData(nameof(Disposal))]
    public Task A_test_that_hangs_is_ended_and_named(string type) => HangingProcess.IsEndedAsync(type, $"the test 'TelegramAI.TimeLimit.Tests.Dummy.{type}.It hangs'");

    [Fact(Timeout = 60_000)]
    public Task A_search_for_tests_that_hangs_is_ended() => HangingProcess.IsEndedAsync(nameof(Data), "the search for tests", part: nameof(Data));

    [Fact(Timeout = 60_000)]
    public Task A_process_that_does_not_end_after_its_tests_is_ended() =>
        HangingProcess.IsEndedAsync(nameof(ThreadLeft), "the process, whose tests have ended,");
}
