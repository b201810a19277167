namespace TelegramAI.Functions.Logging;

/// <summary>
/// Puts the values of a log entry into the order of its template's holes. The compiler's own loggers list values in the order of their
/// method's parameters, while Lambda's logger fills holes by position.
/// </summary>
internal static class MessageHoles
{
    /// <summary>The values, one for each hole.</summary>
    public static object[] Fill(string template, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var byName = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
            byName[name] = value;

        return [.. NamesIn(template).Select(name => Plain(byName.GetValueOrDefault(name)))];
    }

    /// <summary>The names of the holes, such as <c>Seconds</c> of <c>{Seconds:0.0}</c>. Doubled braces are text.</summary>
    private static IEnumerable<string> NamesIn(string template)
    {
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] is not '{')
                continue;

            if (at + 1 < template.Length && template[at + 1] is '{')
            {
                at++;
                continue;
            }

            var end = template.IndexOf('}', at);
            if (end < 0)
                yield break;

            var hole = template.AsSpan(at + 1, end - at - 1);
            var length = hole.IndexOfAny(',', ':');
            yield return (length < 0 ? hole : hole[..length]).ToString();
            at = end;
        }
    }

    /// <summary>Ids are values of their own here, and texts or numbers in the log.</summary>
    private static object Plain(object? value) => value switch
    {
        null => "",
        IConvertible => value,
        _ => value.ToString() ?? "",
    };
}
