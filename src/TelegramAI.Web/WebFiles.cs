using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace TelegramAI.Web;

/// <summary>The files of <c>wwwroot</c>, which this assembly carries.</summary>
internal static class WebFiles
{
    private static readonly FrozenDictionary<string, WebFile> Files = ReadAll();

    /// <summary>Answers with a file, or with "not modified" where the browser has it, or with "not found".</summary>
    /// <param name="folder">The part of <c>wwwroot</c> that is served, with its slash.</param>
    /// <param name="path">The file within it.</param>
    /// <param name="response">Takes the headers.</param>
    public static IResult Serve(string folder, string path, HttpResponse response)
    {
        if (!Files.TryGetValue(folder + path, out var file))
            return TypedResults.NotFound();

        // The names stay the same from version to version, so a browser asks each time; mostly it hears that nothing has changed.
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }

    public static ReadOnlySpan<byte> Read(string path) => Files[path].Content;

    private static FrozenDictionary<string, WebFile> ReadAll()
    {
        var assembly = typeof(WebFiles).Assembly;
        var types = new FileExtensionContentTypeProvider();
        return assembly.GetManifestResourceNames().ToFrozenDictionary(
            name => name.Replace('\\', '/'),
            name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                var type = types.TryGetContentType(name, out var known) ? known : "text/plain";
                var charset = type.StartsWith("text/", StringComparison.Ordinal) ? "; charset=utf-8" : "";
                return new WebFile(content, type + charset, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""));
            },
            StringComparer.Ordinal);
    }

    private sealed record WebFile(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
