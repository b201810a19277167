using System.Buffers.Binary;
using System.Text;

namespace TelegramAI.Testing.Telemetry;

/// <summary>A message of Protocol Buffers, read by the numbers of its fields. https://protobuf.dev/programming-guides/encoding/</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Content)> _fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var tag = ReadVarint(ref content);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((number, ReadVarint(ref content), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(content.Span), default));
                    content = content[8..];
                    break;
                case 2:
                    var length = (int)ReadVarint(ref content);
                    _fields.Add((number, 0, content[..length]));
                    content = content[length..];
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(content.Span), default));
                    content = content[4..];
                    break;
                default:
                    throw new InvalidDataException($"Field {number} is of a kind that there is not: {tag & 7}");
            }
        }
    }

    /// <summary>The messages in a field, which may be repeated.</summary>
    public IEnumerable<ProtoMessage> Messages(int number) => All(number).Select(field => new ProtoMessage(field.Content));

    public string Text(int number) => Encoding.UTF8.GetString(Last(number).Content.Span);

    /// <summary>Bytes in hexadecimal, as traces name themselves.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Last(number).Content.Span);

    public long Integer(int number) => unchecked((long)Last(number).Value);

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Last(number).Value);

    private IEnumerable<(int Number, ulong Value, ReadOnlyMemory<byte> Content)> All(int number) => _fields.Where(field => field.Number == number);

    private (int Number, ulong Value, ReadOnlyMemory<byte> Content) Last(int number) => All(number).LastOrDefault();

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> content)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = content.Span[0];
            content = content[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
