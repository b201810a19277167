using TelegramAI.Core.Fleet;

namespace TelegramAI.Core.Tests.Fleet;

public sealed class FleetOptionsSpecs
{
    private readonly FleetOptionsValidator _validator = new();

    [Fact]
    public void The_defaults_are_valid() => Assert.True(_validator.Validate(name: null, new FleetOptions()).Succeeded);

    [Fact]
    public void Every_error_is_said_at_once_with_its_value()
    {
        var result = _validator.Validate(name: null, new FleetOptions { TargetBacklog = 0, MaxInstances = -3 });

        Assert.Collection(
            result.Failures!,
            error => Assert.StartsWith("Fleet:TargetBacklog is 0,", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Fleet:MaxInstances is -3,", error, StringComparison.Ordinal));
    }
}
