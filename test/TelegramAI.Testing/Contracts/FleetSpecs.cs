using TelegramAI.Core.Fleet;

namespace TelegramAI.Testing.Contracts;

/// <summary>What every fleet does, an EC2 Auto Scaling group too.</summary>
public abstract class FleetSpecs
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A fleet that is asked for nothing yet.</summary>
    /// <param name="max">How many instances it may have.</param>
    protected abstract Task<IFleet> OpenAsync(int max);

    /// <summary>Lets the fleet launch what it is asked for.</summary>
    protected abstract Task SettleAsync();

    [Fact]
    public async Task A_fleet_that_is_asked_for_nothing_has_nothing()
    {
        var state = await (await OpenAsync(max: 5)).DescribeAsync(Cancellation);

        Assert.Equal((0, 5, 0), (state.Desired, state.Max, state.Committed));
        Assert.Empty(state.Instances);
    }

    [Fact]
    public async Task What_it_is_asked_for_it_launches()
    {
        var fleet = await OpenAsync(max: 5);

        await fleet.RaiseDesiredAsync(2, Cancellation);
        await SettleAsync();

        var state = await fleet.DescribeAsync(Cancellation);
        Assert.Equal((2, 2), (state.Desired, state.Committed));
        Assert.Equal(2, state.Instances.Select(instance => instance.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(state.Instances, instance => Assert.NotEqual(InstanceState.Terminating, instance.State));
    }

    [Fact]
    public async Task The_number_is_raised_and_never_lowered()
    {
        var fleet = await OpenAsync(max: 5);

        await fleet.RaiseDesiredAsync(3, Cancellation);
        await fleet.RaiseDesiredAsync(1, Cancellation);
        await fleet.RaiseDesiredAsync(0, Cancellation);

        Assert.Equal(3, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Fact]
    public async Task More_than_it_may_have_is_not_asked_for()
    {
        var fleet = await OpenAsync(max: 2);

        await fleet.RaiseDesiredAsync(100, Cancellation);

        Assert.Equal(2, (await fleet.DescribeAsync(Cancellation)).Desired);
    }

    [Fact]
    public async Task Many_who_raise_at_once_ask_for_what_one_would()
    {
        var fleet = await OpenAsync(max: 5);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => fleet.RaiseDesiredAsync(4, Cancellation), Cancellation)));

        Assert.Equal(4, (await fleet.DescribeAsync(Cancellation)).Desired);
    }
}
