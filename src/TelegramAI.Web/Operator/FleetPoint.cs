namespace TelegramAI.Web.Operator;

/// <summary>The fleet and its queue at one moment.</summary>
/// <param name="At">When, by the fleet's clock.</param>
/// <param name="Waiting">Jobs that wait.</param>
/// <param name="Running">Jobs that workers have.</param>
/// <param name="BacklogPerInstance">The metric that the fleet's size follows.</param>
/// <param name="Desired">Instances asked for.</param>
/// <param name="Pending">Instances that start.</param>
/// <param name="InService">Instances that work.</param>
public sealed record FleetPoint(
    DateTimeOffset At,
    int Waiting,
    int Running,
    double BacklogPerInstance,
    int Desired,
    int Pending,
    int InService);
