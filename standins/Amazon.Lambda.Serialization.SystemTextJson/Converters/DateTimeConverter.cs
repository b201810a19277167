using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Times are texts of ISO 8601 in some events, and seconds or milliseconds since 1970 in others.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    /// <summary>Seconds beyond this are no time of this millennium: they are milliseconds.</summary>
    private const double LargestSeconds = 1e11;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetDateTime();

        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException($"Unexpected token type: {reader.TokenType}");

        var number = reader.GetDouble();
        return number > LargestSeconds ? DateTime.UnixEpoch.AddMilliseconds(number) : DateTime.UnixEpoch.AddSeconds(number);
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
