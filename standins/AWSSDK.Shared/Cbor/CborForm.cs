using System.Buffers.Binary;
using System.Formats.Cbor;
using Amazon;
using Amazon.Runtime;
using Amazon.Util;

namespace AWSSDK.Shared.Cbor;

/// <summary>
/// The members of a map in a request. What is null is not sent. The bytes are those of the published package: maps and lists of a
/// definite length, and the shorter keys of a map first (RFC 7049, section 3.9).
/// </summary>
internal readonly struct CborForm(CborWriter writer)
{
    private const double TwoTo63 = 9223372036854775808;
    private const double TwoTo64 = 2 * TwoTo63;

    /// <summary>A request as bytes.</summary>
    public static byte[] Encode<T>(T request, Action<CborForm, T> write)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, convertIndefiniteLengthEncodings: true);
        new CborForm(writer).WriteMap(request, write);
        return writer.Encode();
    }

    public void Add(string name, string value)
    {
        if (value is null)
            return;
        writer.WriteTextString(name);
        writer.WriteTextString(value);
    }

    public void Add(string name, ConstantClass value) => Add(name, value?.Value);

    public void Add(string name, int? value)
    {
        if (value is not { } number)
            return;
        writer.WriteTextString(name);
        writer.WriteInt32(number);
    }

    public void Add(string name, double? value)
    {
        if (value is not { } number)
            return;
        writer.WriteTextString(name);
        WriteNumber(number);
    }

    /// <summary>As seconds since 1970, to the millisecond.</summary>
    public void Add(string name, DateTime? value)
    {
        if (value is not { } time)
            return;
        writer.WriteTextString(name);
        writer.WriteTag(CborTag.UnixTimeSeconds);
        WriteNumber(AWSSDKUtils.ConvertToUnixEpochSecondsDouble(time));
    }

    public void Add<T>(string name, T value, Action<CborForm, T> write)
        where T : class
    {
        if (value is null)
            return;
        writer.WriteTextString(name);
        WriteMap(value, write);
    }

    public void AddList(string name, List<string> values) => AddItems(name, values, static (form, value) => form.Writer.WriteTextString(value));

    public void AddList(string name, List<double> values) => AddItems(name, values, static (form, value) => form.WriteNumber(value));

    public void AddList<T>(string name, List<T> values, Action<CborForm, T> write) =>
        AddItems(name, values, (form, value) => form.WriteMap(value, write));

    private CborWriter Writer => writer;

    /// <summary>An empty list is sent, because it is not null, unless the program asked for empty collections in place of null.</summary>
    private void AddItems<T>(string name, List<T> values, Action<CborForm, T> write)
    {
        if (values is null || (values.Count == 0 && AWSConfigs.InitializeCollections))
            return;
        writer.WriteTextString(name);
        writer.WriteStartArray(values.Count);
        foreach (var value in values)
            write(this, value);
        writer.WriteEndArray();
    }

    private void WriteMap<T>(T value, Action<CborForm, T> write)
    {
        writer.WriteStartMap(null);
        write(this, value);
        writer.WriteEndMap();
    }

    /// <summary>The shortest of an integer, a float and a double that is the same number, and never a half.</summary>
    private void WriteNumber(double value)
    {
        if (double.IsInteger(value) && value is >= -TwoTo63 and < TwoTo63)
            writer.WriteInt64((long)value);
        else if (double.IsInteger(value) && value is >= 0 and < TwoTo64)
            writer.WriteUInt64((ulong)value);
        else if (double.IsFinite(value) && (float)value == value)
            WriteSingle((float)value);
        else
            writer.WriteDouble(value);
    }

    /// <summary>The canonical writer's own method would write a half where that is enough.</summary>
    private void WriteSingle(float value)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = 0xFA;
        BinaryPrimitives.WriteSingleBigEndian(bytes[1..], value);
        writer.WriteEncodedValue(bytes);
    }
}
