namespace TelegramAI.Aws.Metrics;

/// <summary>What is published of the queue and the fleet at one moment.</summary>
/// <param name="Waiting">Jobs that wait.</param>
/// <param name="Running">Jobs that workers have.</param>
/// <param name="Retrying">Jobs that sleep until their next try.</param>
/// <param name="Instances">Instances that work or will soon.</param>
/// <param name="BacklogPerInstance">The metric that the fleet's size follows.</param>
/// <param name="OldestJob">How long ago the oldest job was queued; null where that is not known.</param>
/// <param name="DeadLetters">Jobs that were given up.</param>
/// <param name="StuckInstances">Instances that were in service without taking a waiting job, and are replaced.</param>
/// <param name="OneAtATime">Whether instances are launched one at a time, because one has failed and none has worked since.</param>
public sealed record FleetFigures(
    int Waiting,
    int Running,
    int Retrying,
    int Instances,
    double BacklogPerInstance,
    TimeSpan? OldestJob,
    int DeadLetters,
    int StuckInstances = 0,
    bool OneAtATime = false);
