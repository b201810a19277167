using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace YoutubeExplode.Bridge;

/// <summary>The streams of a DASH manifest that are whole files. It adds to the player's list, so what is odd in it is left out.</summary>
internal static partial class DashManifest
{
    public static IEnumerable<StreamData> Read(string xml)
    {
        try
        {
            return
            [
                .. from representation in Named(XElement.Parse(xml), "Representation")
                   where HasMedia(representation) && !IsInPieces(representation)
                   let stream = ReadOne(representation)
                   where stream is { Url: not null, Bitrate: not null, Codecs: not null, Container: not null }
                   select stream,
            ];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static StreamData ReadOne(XElement representation)
    {
        var url = Named(representation, "BaseURL").FirstOrDefault()?.Value.Trim();
        return new StreamData
        {
            Itag = (int?)Number(representation, "id"),
            Url = url,
            ContentLength = url is null ? null : Parse(Length().Match(url).Groups["bytes"].Value),
            Bitrate = Number(representation, "bandwidth"),
            MimeType = Inherited(representation, "mimeType") ?? MimeTypeIn(url),
            Codecs = Inherited(representation, "codecs"),
            Width = (int?)Number(representation, "width"),
            Height = (int?)Number(representation, "height"),
            Framerate = int.TryParse(Inherited(representation, "frameRate"), out var framerate) ? framerate : StreamData.DefaultFramerate,
        };
    }

    // What is no itag names something else, such as captions. https://github.com/Tyrrrz/YoutubeExplode/issues/546
    private static bool HasMedia(XElement representation) => Number(representation, "id") is not null;

    // A live stream's manifest lists pieces, which have no length and no end.
    private static bool IsInPieces(XElement representation) =>
        Named(representation, "Initialization").Any(i => ((string?)i.Attribute("sourceURL"))?.Contains("sq/", StringComparison.Ordinal) ?? false);

    // What all representations of a set share is written at the set.
    private static string? Inherited(XElement representation, string attribute) =>
        (string?)(representation.Attribute(attribute) ?? representation.Parent?.Attribute(attribute));

    private static string? MimeTypeIn(string? url) =>
        url is not null && MimeType().Match(url) is { Success: true } match ? $"{match.Groups["kind"].Value}/{match.Groups["name"].Value}" : null;

    private static long? Number(XElement representation, string attribute) => Parse((string?)representation.Attribute(attribute));

    private static long? Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<XElement> Named(XElement element, string name) =>
        element.Descendants().Where(e => string.Equals(e.Name.LocalName, name, StringComparison.Ordinal));

    [GeneratedRegex(@"[/?&]clen[/=](?<bytes>\d{1,18})", RegexOptions.None, 1000)]
    private static partial Regex Length();

    [GeneratedRegex(@"[/?&]mime[/=](?<kind>\w+)(%2F|/)(?<name>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MimeType();
}
