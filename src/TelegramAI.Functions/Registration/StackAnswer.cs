using System.Text.Json;
using Microsoft.Extensions.Logging;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Functions.Registration;

/// <summary>Answers CloudFormation, which waits for an hour for an answer that does not come.</summary>
public sealed partial class StackAnswer(IHttpClientFactory http, TimeProvider time, ILogger<StackAnswer> logger)
{
    private const int Tries = 4;

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(2));

    /// <summary>Puts the answer where CloudFormation reads it.</summary>
    /// <exception cref="HttpRequestException">It could not be put there.</exception>
    /// <exception cref="OperationCanceledException">It was not taken in time.</exception>
    public async Task PutAsync(Uri link, StackResponse response, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(response, StackResponseJson.Default.StackResponse));

                // The link is signed for no content type.
                content.Headers.ContentType = null;
                using var answer = await http.CreateClient(nameof(StackAnswer)).PutAsync(link, content, cancellationToken);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (Exception exception) when (failures < Tries && IsTransient(exception, cancellationToken))
            {
                LogNotPut(exception, failures);
                await Task.Delay(_backoff.After(failures), time, cancellationToken);
            }
        }
    }

    /// <summary>A call that was cancelled by nobody ran into the client's own time-out.</summary>
    private static bool IsTransient(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    [LoggerMessage(Level = LogLevel.Warning, Message = "CloudFormation did not accept the response ({Failures} attempts so far)")]
    private partial void LogNotPut(Exception exception, int failures);
}
