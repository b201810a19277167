using System.Text.Json;
using System.Text.Json.Serialization;

namespace TelegramAI.Functions.Alarms;

/// <summary>The event of an SNS topic. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html</summary>
public sealed record AlarmNotification
{
    public IReadOnlyList<AlarmRecord>? Records { get; init; }
}

/// <summary>One message of the topic.</summary>
public sealed record AlarmRecord
{
    public AlarmMessage? Sns { get; init; }
}

/// <summary>What was published.</summary>
public sealed record AlarmMessage
{
    /// <summary>For an alarm, the JSON of an <see cref="Alarm"/>.</summary>
    public string? Message { get; init; }
}

/// <summary>An alarm that changed its state, as CloudWatch publishes it.</summary>
public sealed record Alarm
{
    /// <summary>The state of an alarm that was raised.</summary>
    public const string Raised = "ALARM";

    public string AlarmName { get; init; } = "";

    /// <summary>What it means, as the template says it.</summary>
    public string? AlarmDescription { get; init; }

    public string NewStateValue { get; init; } = "";

    /// <summary>The figures that raised it.</summary>
    public string? NewStateReason { get; init; }

    /// <summary>When it changed, such as <c>2026-11-28T04:35:00.123+0000</c>.</summary>
    public string StateChangeTime { get; init; } = "";

    /// <summary>Reads a message of the topic; null where it is no alarm.</summary>
    public static Alarm? TryRead(string? message)
    {
        try
        {
            return message is null ? null : JsonSerializer.Deserialize(message, AlarmJson.Default.Alarm);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One sentence for the operators.</summary>
    public string ToSentence()
    {
        var meaning = string.IsNullOrWhiteSpace(AlarmDescription) ? NewStateReason : AlarmDescription;
        return $"⚠️ {(string.IsNullOrWhiteSpace(meaning) ? "An alarm was raised." : meaning.Trim())} (alarm {AlarmName})";
    }
}

[JsonSerializable(typeof(Alarm))]
internal sealed partial class AlarmJson : JsonSerializerContext;
