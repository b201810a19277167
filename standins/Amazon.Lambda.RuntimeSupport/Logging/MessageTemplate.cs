using System.Globalization;
using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// A message whose places, such as <c>{JobId}</c> or <c>{Seconds:0.0}</c>, stand for values in their order. A message without values is no
/// template. It differs from https://messagetemplates.org as Lambda does: doubled braces stay doubled, and an alignment belongs to the name.
/// https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.RuntimeSupport/Helpers/Logging/AbstractLogMessageFormatter.cs
/// </summary>
internal sealed partial class MessageTemplate
{
    private readonly string _template;
    private readonly object[] _args;
    private readonly bool _isNumbered;

    public MessageTemplate(string template, object[] args)
    {
        (_template, _args) = (template, args);
        _isNumbered = args.Length > 0 && IsNumbered([.. Place().Matches(template).Where(IsPlace).Select(NameOf)]);
    }

    /// <summary>A place whose value is missing or null stays as it was written.</summary>
    public string Format()
    {
        if (_args.Length == 0)
            return _template;

        var index = 0;
        return Place().Replace(
            _template, place => IsPlace(place) && ValueOf(place, index++) is { } value ? Text(value, FormatOf(place)) : place.Value);
    }

    /// <summary>The values that there are, by the names of their places. A value with a format is the text that the message has.</summary>
    public IEnumerable<(string Name, object Value)> Values()
    {
        if (_args.Length == 0)
            yield break;

        var index = 0;
        foreach (var place in Place().Matches(_template).Where(IsPlace))
        {
            if (ValueOf(place, index++) is { } value)
                yield return (NameOf(place), FormatOf(place) is { Length: > 0 } format ? Text(value, format) : value);
        }
    }

    private static bool IsPlace(Match match) => match.Groups["name"].Success;

    private static string NameOf(Match place) => place.Groups["name"].Value.Trim();

    private static string FormatOf(Match place) => place.Groups["format"].Value.Trim();

    private object ValueOf(Match place, int index)
    {
        var position = _isNumbered ? int.Parse(NameOf(place), CultureInfo.InvariantCulture) : index;
        return position < _args.Length ? _args[position] : null;
    }

    /// <summary>Whether the names are the numbers from 0 on, each once or more: then they say which value stands where.</summary>
    private static bool IsNumbered(string[] names)
    {
        var numbers = new HashSet<int>();
        foreach (var name in names)
        {
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;

            numbers.Add(number);
        }

        return numbers.Count > 0 && numbers.Max() == numbers.Count - 1;
    }

    private static string Text(object value, string format)
    {
        try
        {
            return value is IFormattable formattable && format.Length > 0 ? formattable.ToString(format, formatProvider: null) : value.ToString();
        }
        catch (FormatException)
        {
            // A log line is not worth a failed invocation.
            return value.ToString();
        }
    }

    [GeneratedRegex(@"\{\{|\{@?(?<name>[^{}:][^}:]*)(:(?<format>[^}]*))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
