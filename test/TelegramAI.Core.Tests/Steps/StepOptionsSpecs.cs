using TelegramAI.Core.Steps;

namespace TelegramAI.Core.Tests.Steps;

public sealed class StepOptionsSpecs
{
    /// <summary>What is done with it is specified where jobs run, at a pace that takes less time.</summary>
    [Fact]
    public void A_chats_messages_are_edited_every_five_seconds_at_most_unless_it_is_set_otherwise() =>
        Assert.Equal(5, new StepOptions().ProgressSeconds);

    [Theory]
    [InlineData(0, 10, "Steps:ProgressSeconds is 0: it must be more than 0 and at most 60, or nobody sees progress")]
    [InlineData(61, 10, "Steps:ProgressSeconds is 61: it must be more than 0 and at most 60, or nobody sees progress")]
    [InlineData(5, -1, "Steps:NotifyAfterSeconds is -1: it must be 0 to 3600, or nobody is told that a video has arrived")]
    public void A_wrong_time_is_named_with_its_value_and_the_reason(double progress, double notifyAfter, string error) => Assert.Equal(
        error,
        Assert.Single(new StepOptionsValidator().Validate(name: null, new StepOptions { ProgressSeconds = progress, NotifyAfterSeconds = notifyAfter }).Failures!));
}
