using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TelegramAI.BotApiServer;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Core.Chats;

namespace TelegramAI.Local.ChatPage;

/// <summary>What the chat page asks for. Its scripts and styles are static files.</summary>
public static class ChatPageEndpoints
{
    // A person's text, however long: it becomes several messages.
    private const int LongestText = 1_000_000;

    /// <summary>Maps <c>/</c> and <c>/chat/...</c>. The files of the page need <c>UseStaticFiles</c>.</summary>
    public static IEndpointRouteBuilder MapChatPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (IWebHostEnvironment environment) => PageOf(environment));

        var chat = endpoints.MapGroup("/chat").AddEndpointFilter(SayWhatIsWrongAsync);
        chat.MapGet("/messages", ReadAsync);
        chat.MapPost("/messages", SendAsync);
        chat.MapPost("/callbacks", PressAsync);
        chat.MapPost("/block", BlockAsync);
        chat.MapPost("/clear", ClearAsync);
        chat.MapGet("/events", EventsOf);
        chat.MapGet("/suggestions", SuggestAsync);
        chat.MapGet("/files/{fileId}", FileAsync);
        return endpoints;
    }

    private static Results<PhysicalFileHttpResult, FileStreamHttpResult, ProblemHttpResult> PageOf(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!file.Exists)
            return TypedResults.Problem("The page's files are missing: publish or build the program with its wwwroot folder.");

        return file.PhysicalPath is { } path
            ? TypedResults.PhysicalFile(path, "text/html; charset=utf-8")
            : TypedResults.Stream(file.CreateReadStream(), "text/html; charset=utf-8");
    }

    private static async Task<IResult> ReadAsync(LocalChats chats, CancellationToken cancellationToken, long chat = 1, int? before = null, int limit = 100) =>
        Json(
            await chats.ReadAsync(
                new ChatId(chat),
                before is { } message ? new MessageId(message) : null,
                Math.Clamp(limit, 1, 500),
                cancellationToken));

    private static async Task<IResult> SendAsync(TextBody body, LocalChats chats, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Text))
            return Refuse(StatusCodes.Status400BadRequest, "The message is empty.");

        if (body.Text.Length > LongestText)
            return Refuse(StatusCodes.Status413PayloadTooLarge, "The message is too long.");

        var replyTo = body.ReplyTo is { } message ? new MessageId(message) : (MessageId?)null;
        return Json(await chats.SendAsync(new ChatId(body.Chat), body.Text, replyTo, cancellationToken: cancellationToken));
    }

    private static async Task<IResult> PressAsync(PressBody body, LocalChats chats, CancellationToken cancellationToken)
    {
        var query = await chats.PressAsync(new ChatId(body.Chat), new MessageId(body.MessageId), body.Data ?? "", cancellationToken: cancellationToken);
        return query is null
            ? Refuse(StatusCodes.Status409Conflict, "This button is no longer there.")
            : Json(new { QueryId = query });
    }

    private static async Task<IResult> BlockAsync(BlockBody body, LocalChats chats, CancellationToken cancellationToken)
    {
        await chats.SetBlockedAsync(new ChatId(body.Chat), body.Blocked, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ClearAsync(ChatBody body, LocalChats chats, CancellationToken cancellationToken)
    {
        await chats.ClearAsync(new ChatId(body.Chat), cancellationToken);
        return Results.NoContent();
    }

    private static ServerSentEventsResult<string> EventsOf(HttpContext context, ChatEventStream stream, CancellationToken cancellationToken, long chat = 1, long after = 0)
    {
        // The header is what a browser sends by itself when it comes back; it knows more than the address does.
        if (long.TryParse(context.Request.Headers["Last-Event-ID"], out var last))
            after = last;

        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(stream.ReadAsync(new ChatId(chat), after, cancellationToken));
    }

    private static async Task<IResult> SuggestAsync(ISuggestions suggestions, CancellationToken cancellationToken) =>
        Json(await suggestions.GetAsync(cancellationToken));

    private static async Task<IResult> FileAsync(string fileId, HttpContext context, LocalChats chats)
    {
        if (await chats.FindFileAsync(fileId, context.RequestAborted) is not { } file)
            return Results.NotFound();

        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return Results.File(file.Path, file.MimeType, enableRangeProcessing: true);
    }

    private static async ValueTask<object?> SayWhatIsWrongAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ChatDataException exception)
        {
            return Refuse(StatusCodes.Status503ServiceUnavailable, exception.Message);
        }
    }

    private static IResult Json<T>(T value) => Results.Json(value, BotApiJson.Options);

    private static IResult Refuse(int status, string error) => Results.Json(new { Error = error }, BotApiJson.Options, statusCode: status);

    private sealed record ChatBody(long Chat = 1);

    private sealed record TextBody(string? Text, long Chat = 1, [property: JsonPropertyName("reply_to")] int? ReplyTo = null);

    private sealed record PressBody([property: JsonPropertyName("message_id")] int MessageId, string? Data, long Chat = 1);

    private sealed record BlockBody(bool Blocked, long Chat = 1);
}
