using Microsoft.Extensions.Options;
using TelegramAI.Aws.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Worker.Ec2.Instance;

namespace TelegramAI.Worker.Tests.Instance;

public class InstanceOptionsSpecs
{
    [Theory]
    [InlineData("drain", 60, 300, 30)]
    [InlineData("drain", 150, 300, 500)]
    [InlineData(null, 3600, 300, 720)]
    public void Times_that_fit_the_hook_are_taken(string? hook, double heartbeatSeconds, int hookSeconds, int maxMinutes) =>
        Assert.Empty(Errors(hook, heartbeatSeconds, hookSeconds, maxMinutes));

    [Theory]
    [InlineData(151, 300, 30, "Instance:HeartbeatSeconds is 151, more than half of Fleet:LifecycleHookSeconds (300): one lost call would end the machine in the middle of a job")]
    [InlineData(5, 30, 51, "Jobs:MaxMinutes is 51, longer than the 100 times Fleet:LifecycleHookSeconds (30) for which a group waits: a job could be cut off with its machine")]
    public void A_time_that_does_not_fit_the_hook_is_named_with_the_reason(double heartbeatSeconds, int hookSeconds, int maxMinutes, string error) =>
        Assert.Equal(error, Assert.Single(Errors("drain", heartbeatSeconds, hookSeconds, maxMinutes)));

    private static IEnumerable<string> Errors(string? hook, double heartbeatSeconds, int hookSeconds, int maxMinutes)
    {
        var life = Options.Create(new InstanceLifeOptions { LifecycleHook = hook, LifecycleHookSeconds = hookSeconds });
        var jobs = Options.Create(new JobOptions { MaxMinutes = maxMinutes });
        return new InstanceOptionsValidator(life, jobs).Validate(name: null, new InstanceOptions { HeartbeatSeconds = heartbeatSeconds }).Failures ?? [];
    }
}
