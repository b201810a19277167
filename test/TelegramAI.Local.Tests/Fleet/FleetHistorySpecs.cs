using TelegramAI.Local.Fleet;
using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Tests.Fleet;

public sealed class FleetHistorySpecs
{
    [Fact]
    public void Keeps_the_newest_points_and_no_more_than_it_has_room_for()
    {
        var history = new FleetHistory();
        for (var i = 0; i < FleetHistory.Capacity + 10; i++)
            history.Record(new FleetPoint(DateTimeOffset.UnixEpoch, Waiting: i, 0, 0, 0, 0, 0));

        Assert.Equal(Enumerable.Range(10, FleetHistory.Capacity), history.Read().Select(point => point.Waiting));
    }
}
