using System.Collections.Concurrent;

namespace TelegramAI.Testing.Faults;

/// <summary>Which calls fail: a share of each service's, at random, as long as the storm lasts.</summary>
/// <param name="seed">Decides all that is random in it; the order in which calls come is the machine's.</param>
/// <param name="shares">How many of a hundred calls fail, by the service.</param>
public sealed class FaultPlan(int seed, IReadOnlyDictionary<string, double> shares)
{
    private static readonly Fault[] Kinds = Enum.GetValues<Fault>();

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<(string Service, Fault Fault), int> _made = new();

    /// <summary>Whether calls fail now.</summary>
    public bool IsOn { get; set; }

    /// <summary>How often each service failed in each way.</summary>
    public IReadOnlyDictionary<(string Service, Fault Fault), int> Made => _made;

    /// <summary>How long a call hangs, or its answer is late.</summary>
    public TimeSpan Delay()
    {
        lock (_gate)
            return TimeSpan.FromSeconds(0.2 + (_random.NextDouble() * 5));
    }

    /// <summary>What happens to a call; null where it is done as it should.</summary>
    public Fault? Next(string service)
    {
        if (!IsOn || !shares.TryGetValue(service, out var share))
            return null;

        Fault fault;
        lock (_gate)
        {
            if (_random.NextDouble() * 100 >= share)
                return null;

            fault = Kinds[_random.Next(Kinds.Length)];
        }

        _made.AddOrUpdate((service, fault), 1, (_, count) => count + 1);
        return fault;
    }

    public override string ToString() => string.Join(", ", _made
        .OrderBy(made => made.Key.Service, StringComparer.Ordinal)
        .ThenBy(made => made.Key.Fault)
        .Select(made => $"{made.Key.Service} {made.Key.Fault} {made.Value}"));
}
