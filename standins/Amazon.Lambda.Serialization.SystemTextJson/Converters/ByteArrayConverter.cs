using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Bytes are read from base64 or from an array of numbers, and written as an array of numbers.</summary>
public class ByteArrayConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetBytesFromBase64();
            case JsonTokenType.StartArray:
                List<byte> bytes = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    bytes.Add(reader.GetByte());

                return [.. bytes];
            default:
                throw new JsonException($"Unexpected token type: {reader.TokenType}");
        }
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
            writer.WriteNumberValue(number);

        writer.WriteEndArray();
    }
}
