using System.Text.Json;

namespace TelegramAI.Worker.Ec2.Instance;

/// <summary>Why a machine is to go.</summary>
internal enum DepartureReason
{
    /// <summary>EC2 fears to need the machine soon, and its group launches another.</summary>
    Rebalance,

    /// <summary>Its group ends it, and waits for its last work.</summary>
    Lifecycle,

    /// <summary>EC2 takes it back at a time that it names.</summary>
    Spot,
}

/// <summary>What the metadata say about the end of the machine.</summary>
/// <param name="Reason">Why it goes.</param>
/// <param name="At">When it is gone; null where nobody says.</param>
internal sealed record DepartureNotice(DepartureReason Reason, DateTimeOffset? At)
{
    /// <summary>
    /// The state that the group wants for the machine.
    /// https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
    /// </summary>
    public const string TargetState = "autoscaling/target-lifecycle-state";

    /// <summary>The notice that leaves the least time; null where the machine stays.</summary>
    public static async Task<DepartureNotice?> FindAsync(InstanceMetadata metadata, CancellationToken cancellationToken = default)
    {
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
        if (await metadata.FindAsync("spot/instance-action", cancellationToken) is { } action)
            return new DepartureNotice(DepartureReason.Spot, TimeOf(action));

        if (await metadata.FindAsync(TargetState, cancellationToken) is "Terminated")
            return new DepartureNotice(DepartureReason.Lifecycle, At: null);

        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/rebalance-recommendations.html
        return await metadata.FindAsync("events/recommendations/rebalance", cancellationToken) is not null
            ? new DepartureNotice(DepartureReason.Rebalance, At: null)
            : null;
    }

    /// <summary>Null where it names none: then the two minutes count from now.</summary>
    private static DateTimeOffset? TimeOf(string action)
    {
        try
        {
            using var document = JsonDocument.Parse(action);
            return document.RootElement.TryGetProperty("time", out var value) && value.TryGetDateTimeOffset(out var at) ? at : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
