using System.Text.Json.Serialization;

namespace TelegramAI.Core.Jobs;

/// <summary>The JSON of a job's message.</summary>
internal sealed record JobBody
{
    public required int Version { get; init; }

    public required string JobId { get; init; }

    public required long ChatId { get; init; }

    public required int MessageId { get; init; }

    /// <summary>Optional, and passed over by readers that do not know it, so it needs no version of its own.</summary>
    public int? ThreadId { get; init; }

    public required long UserId { get; init; }

    public required JobRequestBody Request { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Optional as <see cref="ThreadId"/> is.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Optional as <see cref="ThreadId"/> is.</summary>
    public string? Trace { get; init; }
}

/// <summary>Either a video or a search.</summary>
internal sealed record JobRequestBody
{
    public string? VideoId { get; init; }

    public string? Search { get; init; }

    public int? MaxHeight { get; init; }
}

/// <summary>Made at compile time, because a Native AOT function can't reflect. A field that comes twice would be read differently by two readers, so it is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(JobBody))]
internal sealed partial class JobBodyContext : JsonSerializerContext;
