using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace YoutubeExplode.Bridge;

/// <summary>The streams of a DASH manifest that are whole files.</summary>
internal static partial class DashManifest
{
    /// <exception cref="System.Xml.XmlException">The text is no XML.</exception>
    public static IEnumerable<StreamData> Read(string xml) =>
        from representation in Named(XElement.Parse(xml), "Representation")
        where !IsInPieces(representation)
        select ReadOne(representation);

    private static StreamData ReadOne(XElement representation)
    {
        var url = Named(representation, "BaseURL").FirstOrDefault()?.Value.Trim();
        var length = url is null ? null : Length().Match(url);
        return new StreamData
        {
            Url = url,
            ContentLength = length is { Success: true } ? long.Parse(length.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture) : null,
            Bitrate = (long?)representation.Attribute("bandwidth"),
            MimeType = Inherited(representation, "mimeType"),
            Codecs = Inherited(representation, "codecs"),
            Width = (int?)representation.Attribute("width"),
            Height = (int?)representation.Attribute("height"),
            Framerate = int.TryParse(Inherited(representation, "frameRate"), out var framerate) ? framerate : StreamData.DefaultFramerate,
        };
    }

    // A live stream's manifest lists pieces, which have no length and no end.
    private static bool IsInPieces(XElement representation) =>
        Named(representation, "Initialization").Any(i => ((string?)i.Attribute("sourceURL"))?.Contains("sq/", StringComparison.Ordinal) ?? false);

    // What all representations of a set share is written at the set.
    private static string? Inherited(XElement representation, string attribute) =>
        (string?)(representation.Attribute(attribute) ?? representation.Parent?.Attribute(attribute));

    private static IEnumerable<XElement> Named(XElement element, string name) =>
        element.Descendants().Where(e => string.Equals(e.Name.LocalName, name, StringComparison.Ordinal));

    [GeneratedRegex(@"[/?&]clen[/=](?<bytes>\d{1,18})", RegexOptions.None, 1000)]
    private static partial Regex Length();
}
