namespace TelegramAI.Aws.Metrics;

/// <summary>What is published of the queue and the fleet at one moment.</summary>
/// <param name="Backlog">Jobs that wait.</param>
/// <param name="InFlight">Jobs that workers have.</param>
/// <param name="Instances">Instances that work or will soon.</param>
/// <param name="BacklogPerInstance">The metric that the fleet's size follows.</param>
/// <param name="OldestJob">How long ago the oldest job was queued; null where that is not known.</param>
/// <param name="DeadLetters">Jobs that were given up.</param>
public sealed record FleetFigures(int Backlog, int InFlight, int Instances, double BacklogPerInstance, TimeSpan? OldestJob, int DeadLetters);
