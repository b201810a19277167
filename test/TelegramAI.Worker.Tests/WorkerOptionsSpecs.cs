namespace TelegramAI.Worker.Tests;

public class WorkerOptionsSpecs
{
    [Theory]
    [InlineData(60, 120)]
    [InlineData(60, 60)]
    [InlineData(60, 0)]
    public void A_machine_that_ends_itself_after_its_protection_is_taken(int protection, int terminate) => Assert.Empty(Errors(protection, terminate));

    [Fact]
    public void A_machine_that_would_end_itself_while_it_is_protected_is_refused() => Assert.Equal(
        "Worker:IdleTerminateSeconds is 59, less than Worker:IdleProtectionSeconds (60): a machine would end itself while it is protected",
        Assert.Single(Errors(60, 59)));

    private static IEnumerable<string> Errors(int protection, int terminate) =>
        new WorkerOptionsValidator().Validate(name: null, new WorkerOptions { IdleProtectionSeconds = protection, IdleTerminateSeconds = terminate }).Failures ?? [];
}
