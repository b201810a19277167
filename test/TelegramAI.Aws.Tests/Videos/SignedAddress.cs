using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TelegramAI.Aws.Tests.Videos;

/// <summary>Checks a signed address as AWS does. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html</summary>
internal static class SignedAddress
{
    /// <summary>Whether the request is the one that was signed: its method, path, parameters and signed headers, at a time at which it may come.</summary>
    public static bool IsGenuine(HttpRequest request, string secretKey)
    {
        var query = request.Query;
        var at = DateTimeOffset.ParseExact(query["X-Amz-Date"]!, "yyyyMMdd'T'HHmmss'Z'", null);
        if (DateTimeOffset.UtcNow > at.AddSeconds(int.Parse(query["X-Amz-Expires"]!)))
            return false;

        var scope = query["X-Amz-Credential"].ToString().Split('/')[1..];
        var key = scope.Aggregate(Encoding.UTF8.GetBytes($"AWS4{secretKey}"), (current, part) => Hash(current, part));
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", query["X-Amz-Date"], string.Join('/', scope), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(request)))));
        return string.Equals(Hex(Hash(key, toSign)), query["X-Amz-Signature"], StringComparison.Ordinal);
    }

    private static string Canonical(HttpRequest request)
    {
        var query = request.Query
            .Where(parameter => parameter.Key is not "X-Amz-Signature")
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value.ToString())}")
            .Order(StringComparer.Ordinal);
        var signed = request.Query["X-Amz-SignedHeaders"].ToString();
        var headers = signed.Split(';').Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n");
        return string.Join('\n', request.Method, request.Path.ToUriComponent(), string.Join('&', query), string.Concat(headers), signed, "UNSIGNED-PAYLOAD");
    }

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
