using TelegramAI.TimeLimit.Tests.Dummy;

namespace TelegramAI.TimeLimit.Tests;

public sealed class FixtureTimeLimitSpecs
{
    [Theory(Timeout = 60_000)]
    [InlineData(nameof(ClassFixture), "a fixture of the class 'TelegramAI.TimeLimit.Tests.Dummy.ClassFixture'")]
    [InlineData(nameof(ClassFixtureEnd), "what follows the test 'TelegramAI.TimeLimit.Tests.Dummy.ClassFixtureEnd.It hangs'")]
    [InlineData(nameof(CollectionFixture), "a fixture of the collection 'Together'")]
    public Task A_fixture_that_hangs_is_ended_and_named(string type, string name) => HangingProcess.IsEndedAsync(type, name);

    [Fact(Timeout = 60_000)]
    public Task A_fixture_of_the_assembly_that_hangs_is_ended_and_named() =>
        HangingProcess.IsEndedAsync(nameof(BlockedThread), "a fixture of the assembly", part: nameof(AssemblyFixture));
}
