using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TelegramAI.BotApiServer.Files;

namespace TelegramAI.BotApiServer.Calls;

/// <summary>
/// Reads a call as libraries send it: as a query, a form, JSON, or a form of several parts, whose files go straight to the disk.
/// </summary>
internal sealed class BotCallReader(FileStore files, IOptions<BotApiOptions> options)
{
    private const int LongestField = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a request to its end, also one that is refused: a client that still sends would not see the answer.</summary>
    /// <exception cref="BotApiException">It can't be read, or a file is too large.</exception>
    public async Task<BotCall> ReadAsync(HttpRequest request, string method, CancellationToken cancellationToken)
    {
        TakeAnySizeAndPace(request.HttpContext);
        var arguments = new JsonObject();
        foreach (var (name, value) in request.Query)
            arguments[name] = value.ToString();

        var uploads = new Dictionary<string, Upload>(StringComparer.Ordinal);
        try
        {
            var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
            if (type is not null && type.MediaType.Equals(MediaTypeNames.Multipart.FormData, StringComparison.OrdinalIgnoreCase))
                await ReadPartsAsync(request, type, arguments, uploads, cancellationToken);
            else if (type is not null && type.MediaType.Equals(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase))
                await ReadFormAsync(request, arguments, cancellationToken);
            else if (request.ContentLength is not 0 && type is not null)
                arguments = await ReadJsonAsync(request, cancellationToken);

            return new BotCall(method, arguments, uploads);
        }
        catch
        {
            foreach (var upload in uploads.Values)
                upload.Dispose();

            throw;
        }
    }

    // A video may be larger than Kestrel's limit, and come as slowly as its source delivers. The limit is checked on the files themselves.
    private static void TakeAnySizeAndPace(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    private static async Task<JsonObject> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(request.Body, cancellationToken);
        try
        {
            return string.IsNullOrWhiteSpace(text) ? [] : JsonNode.Parse(text, documentOptions: Strict) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest("can't parse request body as a JSON object");
        }
    }

    private static async Task ReadFormAsync(HttpRequest request, JsonObject arguments, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(await ReadTextAsync(request.Body, cancellationToken));
        foreach (var (name, value) in form)
            arguments[name] = value.ToString();
    }

    private async Task ReadPartsAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        JsonObject arguments,
        Dictionary<string, Upload> uploads,
        CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
            throw BotApiException.BadRequest("the form has no boundary");

        var parts = new MultipartReader(boundary, request.Body);
        var tooLarge = false;
        try
        {
            while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                if (part.GetContentDispositionHeader() is not { } disposition || disposition.Name.Value is not { } quoted)
                    continue;

                var name = HeaderUtilities.RemoveQuotes(quoted).Value!;
                if (disposition.IsFileDisposition())
                    tooLarge |= !await ReadFileAsync(part, disposition, name, uploads, cancellationToken);
                else
                    arguments[name] = await ReadTextAsync(part.Body, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException || exception is IOException and not BadHttpRequestException and not ConnectionResetException)
        {
            // The reader finds no boundary, or a header that never ends.
            throw BotApiException.BadRequest("the form can't be read");
        }

        if (tooLarge)
            throw BotApiException.TooLarge();
    }

    /// <returns>False where the file is too large.</returns>
    private async Task<bool> ReadFileAsync(
        MultipartSection part,
        ContentDispositionHeaderValue disposition,
        string name,
        Dictionary<string, Upload> uploads,
        CancellationToken cancellationToken)
    {
        var fileName = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        if (await files.ReceiveAsync(part.Body, fileName, part.ContentType, options.Value.UploadLimit, cancellationToken) is not { } upload)
            return false;

        if (uploads.Remove(name, out var replaced))
            replaced.Dispose();

        uploads[name] = upload;
        return true;
    }

    private static async Task<string> ReadTextAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var tooLong = false;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            tooLong |= text.Length + read > LongestField;
            if (!tooLong)
                text.Write(buffer, 0, read);
        }

        return tooLong ? throw BotApiException.TooLarge() : System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
