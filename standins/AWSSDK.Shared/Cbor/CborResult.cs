using System.Formats.Cbor;
using Amazon;
using Amazon.Util;

namespace AWSSDK.Shared.Cbor;

/// <summary>A map in an answer. What is absent or null is null.</summary>
internal sealed class CborResult
{
    private readonly Dictionary<string, object> _members = new(StringComparer.Ordinal);

    private CborResult(CborReader reader)
    {
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
            _members[reader.ReadTextString()] = ReadValue(reader);
        reader.ReadEndMap();
    }

    public static CborResult Decode(byte[] body) => new(new CborReader(body));

    public string Text(string name) => (string)Value(name);

    public int? Int32(string name) => Value(name) is { } value ? checked((int)(long)value) : null;

    public double? Double(string name) => Value(name) is { } value ? Number(value) : null;

    public bool? Boolean(string name) => (bool?)Value(name);

    /// <summary>In UTC.</summary>
    public DateTime? Time(string name) => (DateTime?)Value(name);

    public List<string> Texts(string name) => List(name, static item => (string)item);

    public List<T> List<T>(string name, Func<CborResult, T> read) => List(name, item => read((CborResult)item));

    public Dictionary<string, double> Doubles(string name) => ((CborResult)Value(name)) is { } map
        ? map._members.ToDictionary(static pair => pair.Key, static pair => Number(pair.Value), StringComparer.Ordinal)
        : AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>A list that is absent is null, as everywhere in version 4 of the SDK, unless the program asked for empty collections.</summary>
    private List<T> List<T>(string name, Func<object, T> read) =>
        (List<object>)Value(name) is { } items ? [.. items.Select(read)] : AWSConfigs.InitializeCollections ? [] : null;

    private object Value(string name) => _members.GetValueOrDefault(name);

    /// <summary>A service may write a whole number as an integer, which is shorter.</summary>
    private static double Number(object value) => value is long integer ? integer : (double)value;

    private static object ReadValue(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.Null:
                reader.ReadNull();
                return null;
            case CborReaderState.Boolean:
                return reader.ReadBoolean();
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return reader.ReadTextString();
            case CborReaderState.UnsignedInteger:
                var integer = reader.ReadUInt64();
                return integer <= long.MaxValue ? (long)integer : (object)(double)integer;
            case CborReaderState.NegativeInteger:
                return reader.ReadInt64();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return reader.ReadDouble();
            case CborReaderState.StartMap:
                return new CborResult(reader);
            case CborReaderState.StartArray:
                return ReadItems(reader);
            case CborReaderState.Tag when reader.PeekTag() is CborTag.UnixTimeSeconds:
                reader.ReadTag();
                return AWSSDKUtils.ConvertFromUnixDoubleEpochSeconds(Number(ReadValue(reader)));
            default:
                // Of a member that a newer service has.
                reader.SkipValue();
                return null;
        }
    }

    private static List<object> ReadItems(CborReader reader)
    {
        List<object> items = [];
        reader.ReadStartArray();
        while (reader.PeekState() is not CborReaderState.EndArray)
            items.Add(ReadValue(reader));
        reader.ReadEndArray();
        return items;
    }
}
