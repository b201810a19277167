using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Fleet;

/// <summary>The fleet's recent past, as far back as it has room for.</summary>
public sealed class FleetHistory
{
    /// <summary>Three hours of points every fifteen seconds.</summary>
    public const int Capacity = 720;

    private readonly Lock _gate = new();
    private readonly Queue<FleetPoint> _points = new(Capacity);

    public void Record(FleetPoint point)
    {
        lock (_gate)
        {
            if (_points.Count == Capacity)
                _points.Dequeue();

            _points.Enqueue(point);
        }
    }

    /// <summary>The points, the oldest first.</summary>
    public IReadOnlyList<FleetPoint> Read()
    {
        lock (_gate)
            return [.. _points];
    }
}
