using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramAI.Web.Operator;

/// <summary>What the page is sent. All times are in milliseconds since 1970, all durations in seconds.</summary>
internal sealed record OperatorEvent(
    long FleetNow,
    double FleetSpeed,
    int Target,
    QueueShown Queue,
    FleetShown Fleet,
    IReadOnlyList<WorkerShown> Workers,
    string NoWorkers,
    IReadOnlyList<PointShown> History,
    IReadOnlyList<FinishedShown>? Finished,
    IReadOnlyList<HealthShown>? Health);

internal sealed record QueueShown(int Waiting, int Running, int Retrying, int DeadLetters);

internal sealed record FleetShown(int Desired, int Max, int Pending, int InService, int Terminating, double BacklogPerInstance);

internal sealed record WorkerShown(string Id, string State, bool Protected, double? Age, int Slots, IReadOnlyList<SlotShown> Jobs);

internal sealed record SlotShown(string Id, string Step, string? Title, double? Percent, double Seconds);

internal sealed record PointShown(long At, int Waiting, int Running, double Backlog, int Desired, int InService);

internal sealed record FinishedShown(
    string Id,
    string? Title,
    string Chat,
    string Outcome,
    string? Failure,
    double Seconds,
    long At,
    long? Bytes);

internal sealed record HealthShown(string Name, string Value, string Level);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OperatorEvent))]
internal sealed partial class OperatorJson : JsonSerializerContext;
