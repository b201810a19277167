using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Faults;

namespace TelegramAI.BotApiServer;

/// <summary>Every method of the server by its name, which is read in any case, as Telegram does.</summary>
internal sealed class BotMethods(IEnumerable<IBotMethods> groups, BotApiFaults faults, SendLimits limits, BotApiCounts counts)
{
    private readonly Dictionary<string, BotMethod> _methods = groups
        .SelectMany(group => group.Methods)
        .ToDictionary(method => method.Name, method => method.Run, StringComparer.OrdinalIgnoreCase);

    public bool Knows(string method) => _methods.ContainsKey(method);

    /// <exception cref="BotApiException">The call is refused.</exception>
    public async Task<BotAnswer> RunAsync(BotCall call, CancellationToken cancellationToken)
    {
        if (!_methods.TryGetValue(call.Method, out var run))
            throw BotApiException.MethodNotFound();

        try
        {
            var isLost = await faults.ApplyAsync(call, cancellationToken);
            limits.Take(call);
            var result = await run(call, cancellationToken);
            counts.AddDone(call.Method);
            return new BotAnswer(result, isLost);
        }
        catch (BotApiException exception)
        {
            counts.AddRefused(call.Method, exception.Code);
            throw;
        }
    }
}

/// <param name="Result">What the method returns.</param>
/// <param name="IsLost">The caller is not to hear of it.</param>
internal readonly record struct BotAnswer(object Result, bool IsLost);
