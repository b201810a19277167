using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A message whose places, such as <c>{JobId}</c>, stand for values in their order. https://messagetemplates.org</summary>
internal sealed partial class MessageTemplate(string template, object[] args)
{
    public string Format()
    {
        if (args.Length == 0)
            return template;

        var index = 0;
        return Place().Replace(template, place => index < args.Length ? Text(args[index++], place.Groups["format"].Value) : place.Value);
    }

    /// <summary>The values by the names of their places.</summary>
    public IEnumerable<(string Name, object Value)> Values() => args.Length == 0
        ? []
        : Place().Matches(template).Take(args.Length).Select((place, index) => (place.Groups["name"].Value, args[index]));

    private static string Text(object value, string format) => value switch
    {
        null => "",
        IFormattable formattable when format.Length > 0 => formattable.ToString(format, formatProvider: null),
        _ => value.ToString(),
    };

    [GeneratedRegex(@"\{@?(?<name>[A-Za-z0-9_]+)(,-?[0-9]+)?(:(?<format>[^}]+))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
