using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// A message whose places, such as <c>{JobId}</c>, stand for values in their order; doubled braces stand for braces. A message without
/// values is no template. https://messagetemplates.org
/// </summary>
internal sealed partial class MessageTemplate(string template, object[] args)
{
    public string Format()
    {
        if (args.Length == 0)
            return template;

        var index = 0;
        return Part().Replace(template, part =>
        {
            if (!part.Groups["name"].Success)
                return part.Value[..1];

            return index < args.Length ? Text(args[index++], part.Groups["format"].Value) : part.Value;
        });
    }

    /// <summary>The values by the names of their places.</summary>
    public IEnumerable<(string Name, object Value)> Values() => args.Length == 0
        ? []
        : Part().Matches(template).Select(part => part.Groups["name"]).Where(name => name.Success).Zip(args, (name, value) => (name.Value, value));

    private static string Text(object value, string format) => value switch
    {
        null => "",
        IFormattable formattable when format.Length > 0 => formattable.ToString(format, formatProvider: null),
        _ => value.ToString(),
    };

    [GeneratedRegex(
        @"\{\{|\}\}|\{@?(?<name>[A-Za-z0-9_]+)(,-?[0-9]+)?(:(?<format>[^}]+))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
