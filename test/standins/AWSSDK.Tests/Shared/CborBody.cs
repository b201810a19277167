using System.Formats.Cbor;
using System.Globalization;

namespace AWSSDK.Tests.Shared;

/// <summary>Bodies in CBOR, for people.</summary>
internal static class CborBody
{
    /// <summary>Of dictionaries, arrays, texts, numbers, truth values, instants and null, with a definite length.</summary>
    public static byte[] Encode(object? value)
    {
        var writer = new CborWriter();
        Write(writer, value);
        return writer.Encode();
    }

    /// <summary>In diagnostic notation (https://www.rfc-editor.org/rfc/rfc8949#name-diagnostic-notation).</summary>
    public static string Describe(byte[] body) => Describe(new CborReader(body));

    private static void Write(CborWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case bool boolean:
                writer.WriteBoolean(boolean);
                break;
            case int integer:
                writer.WriteInt32(integer);
                break;
            case double number:
                writer.WriteDouble(number);
                break;
            case string text:
                writer.WriteTextString(text);
                break;
            case DateTime time:
                writer.WriteTag(CborTag.UnixTimeSeconds);
                writer.WriteDouble((time - DateTime.UnixEpoch).TotalSeconds);
                break;
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteStartMap(map.Count);
                foreach (var (name, member) in map)
                {
                    writer.WriteTextString(name);
                    Write(writer, member);
                }

                writer.WriteEndMap();
                break;
            case object?[] items:
                writer.WriteStartArray(items.Length);
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static string Describe(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.TextString:
                return $"\"{reader.ReadTextString()}\"";
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return reader.ReadInt64().ToString(CultureInfo.InvariantCulture);
            case CborReaderState.HalfPrecisionFloat:
                return reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture) + "_1";
            case CborReaderState.SinglePrecisionFloat:
                return reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture) + "_2";
            case CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture) + "_3";
            case CborReaderState.Tag:
                return $"{(ulong)reader.ReadTag()}({Describe(reader)})";
            case CborReaderState.StartMap:
                var members = new List<string>();
                var indefinite = reader.ReadStartMap() is null ? "_ " : "";
                while (reader.PeekState() is not CborReaderState.EndMap)
                    members.Add($"{Describe(reader)}: {Describe(reader)}");
                reader.ReadEndMap();
                return $"{{{indefinite}{string.Join(", ", members)}}}";
            case CborReaderState.StartArray:
                var items = new List<string>();
                var endless = reader.ReadStartArray() is null ? "_ " : "";
                while (reader.PeekState() is not CborReaderState.EndArray)
                    items.Add(Describe(reader));
                reader.ReadEndArray();
                return $"[{endless}{string.Join(", ", items)}]";
            case var other:
                throw new NotSupportedException(other.ToString());
        }
    }
}
