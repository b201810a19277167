using System.Globalization;
using System.Xml.Linq;
using Amazon;

namespace AWSSDK.Shared.Query;

/// <summary>Reads the elements of a Query response by their local names. What is absent is null.</summary>
internal static class QueryResult
{
    public static XElement Child(this XElement parent, string name) =>
        parent?.Elements().FirstOrDefault(e => string.Equals(e.Name.LocalName, name, StringComparison.Ordinal));

    public static string Text(this XElement parent, string name) => parent.Child(name)?.Value;

    public static int? Int32(this XElement parent, string name) =>
        parent.Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public static bool? Boolean(this XElement parent, string name) => parent.Text(name) is { } text ? bool.Parse(text) : null;

    /// <summary>In UTC.</summary>
    public static DateTime? Time(this XElement parent, string name) => parent.Text(name) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;

    public static List<string> Texts(this XElement parent, string name) => parent.List(name, static item => item.Value);

    /// <summary>An empty list is null, as everywhere in version 4 of the SDK, unless the program asked for empty collections.</summary>
    public static List<T> List<T>(this XElement parent, string name, Func<XElement, T> read)
    {
        List<T> items = [.. parent.Child(name)?.Elements().Select(read) ?? []];
        return items.Count > 0 || AWSConfigs.InitializeCollections ? items : null;
    }
}
