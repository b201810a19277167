using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Videos;

namespace TelegramAI.Local.Storage;

/// <summary>Where links of <see cref="FolderVideoFiles.Link"/> lead.</summary>
public static class VideoLinkEndpoints
{
    /// <summary>Serves <c>/videos/{id}/{format}?expires=…&amp;signature=…</c>, in ranges too, with a file name to save it under.</summary>
    public static IEndpointConventionBuilder MapVideoLinks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/videos/{id}/{format}", [HttpMethods.Get, HttpMethods.Head], Serve);

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Serve(
        VideoId id, VideoFormat format, string? expires, string? signature, FolderVideoFiles files, VideoLinks links, HttpResponse response)
    {
        var key = new VideoKey(id, format);
        switch (links.Check(key, expires, signature))
        {
            case LinkState.Forged:
                return TypedResults.Problem("This link is not complete, or was changed.", statusCode: StatusCodes.Status403Forbidden);
            case LinkState.Expired:
                return TypedResults.Problem("This link has expired: ask the bot for the video again.", statusCode: StatusCodes.Status410Gone);
        }

        if (files.Find(key) is not { } file)
            return TypedResults.Problem("This video is not stored any more: ask the bot for it again.", statusCode: StatusCodes.Status404NotFound);

        // The address is the permission, so no proxy may answer with it to others, and no page may learn it as a referrer.
        response.Headers.CacheControl = "private";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.PhysicalFile(
            file.FullName,
            ContentType(format),
            fileDownloadName: $"{id} {format}",
            lastModified: new DateTimeOffset(file.LastWriteTimeUtc),
            entityTag: new EntityTagHeaderValue($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""),
            enableRangeProcessing: true);
    }

    private static string ContentType(VideoFormat format) => format.Extension switch
    {
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    };
}
