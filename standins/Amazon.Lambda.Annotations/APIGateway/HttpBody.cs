using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Annotations.APIGateway;

/// <summary>A body as the gateway's JSON carries it: text, or bytes in base64.</summary>
internal sealed record HttpBody(string Text, string ContentType, bool IsBase64Encoded)
{
    public static HttpBody From(object body, ILambdaSerializer serializer) => body switch
    {
        null => new HttpBody(null, null, false),
        string text => new HttpBody(text, "text/plain", false),
        Stream stream => FromBytes(Read(stream)),
        byte[] bytes => FromBytes(bytes),
        IList<byte> bytes => FromBytes([.. bytes]),
        _ => new HttpBody(Written(body, serializer), "application/json", false),
    };

    private static HttpBody FromBytes(byte[] bytes) => new(Convert.ToBase64String(bytes), "application/octet-stream", true);

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Written(object body, ILambdaSerializer serializer)
    {
        using var written = new MemoryStream();
        serializer.Serialize(body, written);
        return Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length);
    }
}
