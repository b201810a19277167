using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Functions.Alarms;

/// <summary>What operators were told of each alarm, so that nothing is said twice and an alarm that comes and goes does not fill a chat.</summary>
public sealed class AlarmJournal(IDocumentStore documents, TimeProvider time)
{
    /// <summary>An alarm that is raised again within this time is no news.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    /// <summary>Finds out what is still to be said of an alarm.</summary>
    /// <returns>Null where nothing is.</returns>
    internal async Task<OpenAlarm?> OpenAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var path = $"alarms/{Uri.EscapeDataString(alarm.AlarmName)}.json";
        var stored = await documents.GetAsync(path, cancellationToken);
        var last = stored is null ? null : JsonSerializer.Deserialize(stored.Content.Span, AlarmEntryJson.Default.AlarmEntry);

        // The same event comes again where an operator could not be told.
        if (last is not null && string.Equals(last.Raised, alarm.StateChangeTime, StringComparison.Ordinal))
            return new OpenAlarm(documents, path, last, stored!.Version);

        if (last is { Told.Count: > 0 } && time.GetUtcNow() - last.At < Quiet)
            return null;

        return new OpenAlarm(documents, path, new AlarmEntry(alarm.StateChangeTime, time.GetUtcNow(), []), stored?.Version);
    }
}

/// <summary>An alarm of which operators are being told.</summary>
internal sealed class OpenAlarm(IDocumentStore documents, string path, AlarmEntry entry, string? version)
{
    private AlarmEntry _entry = entry;
    private string? _version = version;

    public bool WasTold(long chat) => _entry.Told.Contains(chat);

    /// <summary>Notes that a chat was told.</summary>
    /// <exception cref="DocumentConflictException">Another invocation tells of the same alarm.</exception>
    public async Task ToldAsync(long chat, CancellationToken cancellationToken)
    {
        _entry = _entry with { Told = [.. _entry.Told, chat] };
        _version = await documents.PutAsync(path, JsonSerializer.SerializeToUtf8Bytes(_entry, AlarmEntryJson.Default.AlarmEntry), _version, cancellationToken);
    }
}

/// <param name="Raised">When the alarm was raised, in its own words.</param>
/// <param name="At">When the first operator was told.</param>
/// <param name="Told">The chats that were told.</param>
internal sealed record AlarmEntry(string Raised, DateTimeOffset At, IReadOnlyList<long> Told);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AlarmEntry))]
internal sealed partial class AlarmEntryJson : JsonSerializerContext;
