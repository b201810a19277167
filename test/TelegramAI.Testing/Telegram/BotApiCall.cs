using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TelegramAI.Testing.Telegram;

/// <summary>What the server was asked.</summary>
/// <param name="Method">The Bot API's method.</param>
/// <param name="Fields">Its parameters; objects as their JSON.</param>
/// <param name="Files">The uploaded files: name, bytes and SHA-256 by the part's name.</param>
public sealed record BotApiCall(
    string Method, IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, (string FileName, long Bytes, string Hash)> Files)
{
    public JsonNode Json(string field) => JsonNode.Parse(Fields[field])!;

    public static async Task<BotApiCall> ReadAsync(string method, HttpRequest request)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new Dictionary<string, (string, long, string)>(StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            foreach (var (name, value) in form)
                fields[name] = value.ToString();

            foreach (var file in form.Files)
            {
                await using var stream = file.OpenReadStream();
                files[file.Name] = (file.FileName, file.Length, Convert.ToHexString(await SHA256.HashDataAsync(stream)));
            }
        }
        else if (request.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            foreach (var (name, value) in (await JsonNode.ParseAsync(request.Body))!.AsObject())
                fields[name] = value is JsonValue text && text.TryGetValue<string>(out var words) ? words : value?.ToJsonString() ?? "";
        }

        return new BotApiCall(method, fields, files);
    }
}
