using System.Collections.Concurrent;

namespace TelegramAI.BotApiServer.Faults;

/// <summary>How often the bot called what, and how it was answered. Methods named in the answer of a webhook count too.</summary>
public sealed class BotApiCounts
{
    private const int Ok = 200;

    private readonly ConcurrentDictionary<(string Method, int Code), int> _calls = [];

    /// <summary>All calls by the method's name as the bot wrote it.</summary>
    public IReadOnlyDictionary<string, int> ByMethod =>
        _calls.GroupBy(call => call.Key.Method, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Sum(call => call.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>How many calls were refused with an <c>error_code</c>.</summary>
    public int Refused(int code) => _calls.Where(call => call.Key.Code == code).Sum(call => call.Value);

    /// <summary>Counts from zero again.</summary>
    public void Clear() => _calls.Clear();

    internal void AddDone(string method) => Add(method, Ok);

    internal void AddRefused(string method, int code) => Add(method, code);

    private void Add(string method, int code) => _calls.AddOrUpdate((method, code), 1, (_, count) => count + 1);
}
