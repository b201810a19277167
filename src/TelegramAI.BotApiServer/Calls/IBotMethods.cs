namespace TelegramAI.BotApiServer.Calls;

/// <summary>Runs one method of the Bot API.</summary>
/// <returns>The <c>result</c> of the answer.</returns>
/// <exception cref="BotApiException">The call is refused.</exception>
internal delegate Task<object> BotMethod(BotCall call, CancellationToken cancellationToken);

/// <summary>Some methods of the Bot API that belong together.</summary>
internal interface IBotMethods
{
    IEnumerable<(string Name, BotMethod Run)> Methods { get; }
}
