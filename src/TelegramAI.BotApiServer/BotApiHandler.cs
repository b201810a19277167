using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Files;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer;

/// <summary>Answers the calls of bots, and hands out the files that were sent.</summary>
internal sealed partial class BotApiHandler(
    BotMethods methods,
    BotCallReader reader,
    ChatDatabase database,
    FileStore files,
    IOptions<BotApiOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<BotApiHandler> logger)
{
    public async Task CallAsync(HttpContext context, string token, string method)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await AnswerAsync(context, token, method, either.Token);
        }
        catch (BotApiException exception)
        {
            await RefuseAsync(context, exception);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A full disk, a damaged database, a mistake: the bot is told, as Telegram would.
            LogFailed(method, exception);
            await RefuseAsync(context, BotApiException.Internal(exception is ChatDataException ? exception.Message : "the call failed"));
        }
    }

    public async Task<IResult> DownloadAsync(string token, string name, CancellationToken cancellationToken)
    {
        if (!IsToken(token))
            return Results.Json(new Refusal(BotApiException.Unauthorized()), BotApiJson.Options, statusCode: StatusCodes.Status401Unauthorized);

        var file = await database.ReadAsync(transaction => transaction.FindFileByName(name), cancellationToken);
        return file is null ? Results.NotFound() : Results.File(files.PathOf(file.Name), file.Video.MimeType, enableRangeProcessing: true);
    }

    private async Task AnswerAsync(HttpContext context, string token, string method, CancellationToken cancellationToken)
    {
        if (!IsToken(token))
            throw BotApiException.Unauthorized();

        if (!methods.Knows(method))
            throw BotApiException.MethodNotFound();

        using var call = await reader.ReadAsync(context.Request, method, cancellationToken);
        var answer = await methods.RunAsync(call, cancellationToken);
        if (answer.IsLost)
            context.Abort();
        else
            await context.Response.WriteAsJsonAsync(new { Ok = true, answer.Result }, BotApiJson.Options, cancellationToken);
    }

    private static async Task RefuseAsync(HttpContext context, BotApiException exception)
    {
        if (context.Response.HasStarted)
            return;

        context.Response.StatusCode = exception.Code;
        if (exception.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = $"{seconds}";

        await context.Response.WriteAsJsonAsync(new Refusal(exception), BotApiJson.Options, MediaTypeNames.Application.Json, context.RequestAborted);
    }

    private bool IsToken(string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(options.Value.Token));

    [LoggerMessage(LogLevel.Error, "The Bot API call {Method} failed")]
    private partial void LogFailed(string method, Exception exception);
}

internal sealed record Refusal(bool Ok, int ErrorCode, string Description, RefusalParameters? Parameters)
{
    public Refusal(BotApiException exception)
        : this(false, exception.Code, exception.Message, exception is { RetryAfter: null, MigrateToChatId: null } ? null : new RefusalParameters(exception.RetryAfter, exception.MigrateToChatId))
    {
    }
}

/// <summary>What a bot can do about a refusal: https://core.telegram.org/bots/api#responseparameters.</summary>
internal sealed record RefusalParameters(int? RetryAfter, long? MigrateToChatId);
