using TelegramAI.Core.Jobs;

namespace TelegramAI.Core.Tests.Jobs;

public class JobOptionsSpecs
{
    [Theory]
    [InlineData(120, 30)]
    [InlineData(60, 1)]
    [InlineData(1200, 700)]
    public void Times_that_fit_each_other_are_taken(int visibilitySeconds, int maxMinutes) => Assert.Empty(Errors(visibilitySeconds, maxMinutes));

    [Theory]
    [InlineData(0, 30, "Jobs:VisibilitySeconds is 0: SQS allows 12 hours, so it must be 1 to 43200")]
    [InlineData(120, 0, "Jobs:MaxMinutes is 0: a message can be kept hidden for 12 hours, so it must be 1 to 720")]
    [InlineData(61, 1, "Jobs:VisibilitySeconds is 61, which is longer than Jobs:MaxMinutes (1): a killed worker's job would be back later than the longest job ends")]
    [InlineData(120, 719, "Jobs:MaxMinutes is 719, and with Jobs:VisibilitySeconds (120) that is more than the 12 hours for which SQS keeps a message hidden")]
    public void A_wrong_time_is_named_with_its_value_and_the_reason(int visibilitySeconds, int maxMinutes, string error) =>
        Assert.Contains(error, Errors(visibilitySeconds, maxMinutes));

    private static IEnumerable<string> Errors(int visibilitySeconds, int maxMinutes) =>
        new JobOptionsValidator().Validate(name: null, new JobOptions { VisibilitySeconds = visibilitySeconds, MaxMinutes = maxMinutes }).Failures ?? [];
}
