using TelegramAI.Local.BotApi.Calls;
using TelegramAI.Local.BotApi.Faults;

namespace TelegramAI.Local.BotApi;

/// <summary>Every method of the server by its name, which is read in any case, as Telegram does.</summary>
internal sealed class BotMethods(IEnumerable<IBotMethods> groups, ChatRateLimit limit)
{
    private readonly Dictionary<string, BotMethod> _methods = groups
        .SelectMany(group => group.Methods)
        .ToDictionary(method => method.Name, method => method.Run, StringComparer.OrdinalIgnoreCase);

    public bool Knows(string method) => _methods.ContainsKey(method);

    /// <exception cref="BotApiException">The call is refused.</exception>
    public Task<object> RunAsync(BotCall call, CancellationToken cancellationToken)
    {
        if (!_methods.TryGetValue(call.Method, out var run))
            throw BotApiException.MethodNotFound();

        limit.Take(call);
        return run(call, cancellationToken);
    }
}
