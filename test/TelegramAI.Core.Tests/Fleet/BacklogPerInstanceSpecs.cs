using CsCheck;
using TelegramAI.Core.Fleet;

namespace TelegramAI.Core.Tests.Fleet;

public sealed class BacklogPerInstanceSpecs
{
    [Theory]
    [InlineData(100, 5, 20)]
    [InlineData(7, 2, 3.5)]
    [InlineData(0, 5, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 11)]
    [InlineData(11, 0, 11)]
    [InlineData(1000, 0, 1000)]
    public void Is_what_waits_over_the_instances(int visible, int instances, double expected) =>
        Assert.Equal(expected, BacklogPerInstance.Of(visible, instances, target: 10));

    [Fact]
    public void Without_an_instance_anything_that_waits_is_over_the_target() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Int[1, 500]).Sample((visible, target) => BacklogPerInstance.Of(visible, 0, target) > target);

    [Fact]
    public void More_instances_never_make_it_larger_and_more_jobs_never_smaller() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 500], Gen.Int[1, 100]).Sample((visible, instances, target) =>
            BacklogPerInstance.Of(visible, instances + 1, target) <= BacklogPerInstance.Of(visible, instances, target)
            && BacklogPerInstance.Of(visible + 1, instances, target) >= BacklogPerInstance.Of(visible, instances, target));

    [Fact]
    public void A_negative_count_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BacklogPerInstance.Of(-1, 1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BacklogPerInstance.Of(1, -1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BacklogPerInstance.Of(1, 1, 0));
    }
}
