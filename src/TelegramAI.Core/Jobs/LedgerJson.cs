using System.Text.Json;
using System.Text.Json.Serialization;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Chats.Pace;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Jobs;

/// <summary>How ledger entries, manifests and claims are written: ids as the text or number that they are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters =
    [
        typeof(TextConverter<JobId>), typeof(TextConverter<VideoId>), typeof(TextConverter<VideoFormat>),
        typeof(ChatIdConverter), typeof(MessageIdConverter), typeof(ThreadIdConverter), typeof(UserIdConverter), typeof(ChatFileIdConverter),
    ])]
[JsonSerializable(typeof(JobEntry))]
[JsonSerializable(typeof(VideoManifest))]
[JsonSerializable(typeof(VideoClaimDocument))]
[JsonSerializable(typeof(VideoChoice))]
[JsonSerializable(typeof(ChatPause))]
[JsonSerializable(typeof(TakenTurns))]
[JsonSerializable(typeof(PlacesTold))]
[JsonSerializable(typeof(NewestDocument))]
internal sealed partial class LedgerJson : JsonSerializerContext;

/// <summary>Writes an id as its text.</summary>
internal sealed class TextConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), provider: null, out var value) ? value : throw new JsonException($"No {typeof(T).Name}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class ChatIdConverter : JsonConverter<ChatId>
{
    public override ChatId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, ChatId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class MessageIdConverter : JsonConverter<MessageId>
{
    public override MessageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, MessageId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class ThreadIdConverter : JsonConverter<ThreadId>
{
    public override ThreadId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, ThreadId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class UserIdConverter : JsonConverter<UserId>
{
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class ChatFileIdConverter : JsonConverter<ChatFileId>
{
    public override ChatFileId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("No file id"));

    public override void Write(Utf8JsonWriter writer, ChatFileId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
