using System.Buffers.Binary;

namespace TelegramAI.YouTube.Thumbnails;

/// <summary>How large a JPEG picture is, as its header says. https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.1, B.2.2)</summary>
internal static class JpegSize
{
    /// <returns>Null where the bytes are no JPEG.</returns>
    public static (int Width, int Height)? Read(ReadOnlySpan<byte> picture)
    {
        if (!picture.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return null;

        // Segments one after another, each with a mark and its length, up to the frame's own.
        for (var at = 2; at + 9 <= picture.Length && picture[at] is 0xFF;)
        {
            var mark = picture[at + 1];
            if (mark is 0xFF)
                at++;
            else if (mark is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 5)..]));
            else
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        }

        return null;
    }
}
