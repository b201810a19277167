using TelegramAI.Core.Steps;

namespace TelegramAI.Core.Tests.Steps;

public sealed class StepOptionsSpecs
{
    /// <summary>What is done with it is specified where jobs run, at a pace that takes less time.</summary>
    [Fact]
    public void A_chats_messages_are_edited_every_five_seconds_at_most_unless_it_is_set_otherwise() =>
        Assert.Equal(TimeSpan.FromSeconds(5), new StepOptions().ProgressInterval);
}
