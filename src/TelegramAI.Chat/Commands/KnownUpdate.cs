using System.Buffers;
using System.Text.Json;

namespace TelegramAI.Chat.Commands;

/// <summary>
/// Reduces an update to the fields that the bot reads. Telegram adds kinds of entities, media and chats at any time, and the library
/// reads all of an update or nothing: what it can't read in a field that nobody needs must not lose the message.
/// </summary>
internal static class KnownUpdate
{
    private static readonly Shape Value = Shape.Of();
    private static readonly Shape User = Shape.Of("id", "is_bot", "first_name", "username");
    private static readonly Shape Chat = Shape.Of("id", "type", "title");
    private static readonly Shape Entity = Shape.Of("type", "offset", "length", "url") with { IsKnown = IsTextLink };
    private static readonly Shape Quote = Shape.Of("text", "position").With("entities", Entity);
    private static readonly Shape Keyboard = Shape.Of().With("inline_keyboard", Shape.Of("text", "url"));
    private static readonly Shape Message = OfMessage();
    private static readonly Shape Query = Shape.Of("id", "data", "chat_instance").With("from", User).With("message", Message);
    private static readonly Shape Update = Shape.Of("update_id").With("message", Message).With("callback_query", Query);

    /// <summary>The update's JSON with its known fields only.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlyMemory<byte> Reduce(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var reduced = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(reduced))
            Write(document.RootElement, Update, writer);

        return reduced.WrittenMemory;
    }

    private static Shape OfMessage()
    {
        var message = Shape
            .Of("message_id", "date", "message_thread_id", "is_topic_message", "is_automatic_forward", "text", "caption", "media_group_id", "migrate_to_chat_id")
            .With("chat", Chat).With("from", User).With("sender_chat", Chat)
            .With("entities", Entity).With("caption_entities", Entity).With("reply_markup", Keyboard).With("quote", Quote);
        return message.With("reply_to_message", message);
    }

    /// <summary>Of all entities, only these tell what the text does not.</summary>
    private static bool IsTextLink(JsonElement entity) =>
        entity.ValueKind is JsonValueKind.Object && entity.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("text_link");

    private static void Write(JsonElement value, Shape shape, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when shape.Fields.Count > 0:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    if (shape.Fields.TryGetValue(property.Name, out var field))
                    {
                        writer.WritePropertyName(property.Name);
                        Write(property.Value, field, writer);
                    }
                }

                writer.WriteEndObject();
                break;

            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    if (shape.IsKnown?.Invoke(item) is not false)
                        Write(item, shape, writer);
                }

                writer.WriteEndArray();
                break;

            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <param name="Fields">What an object of it may have; none for a value.</param>
    private sealed record Shape(Dictionary<string, Shape> Fields)
    {
        /// <summary>Whether an item of a list is of a kind that the bot reads; null where all are.</summary>
        public Func<JsonElement, bool>? IsKnown { get; init; }

        public static Shape Of(params string[] values) => new(values.ToDictionary(name => name, _ => Value, StringComparer.Ordinal));

        public Shape With(string name, Shape field)
        {
            Fields[name] = field;
            return this;
        }
    }
}
