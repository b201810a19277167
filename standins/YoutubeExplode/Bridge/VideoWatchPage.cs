using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace YoutubeExplode.Bridge;

/// <summary>The page that a browser shows for a video.</summary>
internal sealed partial class VideoWatchPage
{
    private readonly string _html;
    private readonly List<HtmlTag> _tags;

    private VideoWatchPage(string html, List<HtmlTag> tags)
    {
        _html = html;
        _tags = tags;
    }

    /// <summary>Only a page of an existing video has an address to share.</summary>
    public bool IsAvailable => Meta("property", "og:url") is not null;

    public DateTimeOffset? UploadDate =>
        Dates.Parse(Meta("itemprop", "uploadDate")) ?? Dates.Parse(Meta("itemprop", "datePublished"));

    public long? LikeCount =>
        LikesLabel().Match(_html) is { Success: true } likes
        && long.TryParse(likes.Groups["count"].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    /// <summary>The player's data, where the page carries them.</summary>
    public PlayerResponse? Player =>
        (JsonAfter(InitialPlayerResponse()) ?? Parse(JsonAfter(PlayerConfig())?.Text("args", "player_response"))) is { } json
            ? new PlayerResponse(json)
            : null;

    /// <summary>Null when the page lacks the player, as it sometimes does for a moment.</summary>
    public static VideoWatchPage? TryParse(string html)
    {
        var tags = HtmlTag.Read(html).ToList();
        return tags.Exists(tag => string.Equals(tag["id"], "player", StringComparison.Ordinal)) ? new VideoWatchPage(html, tags) : null;
    }

    private string? Meta(string attribute, string value) =>
        _tags.Find(tag => tag.Is("meta") && string.Equals(tag[attribute], value, StringComparison.Ordinal))?["content"];

    private JsonElement? JsonAfter(Regex assignment) =>
        assignment.Match(_html) is { Success: true } match ? Parse(_html[(match.Index + match.Length)..]) : null;

    // Reads one value and leaves what follows it in the script.
    private static JsonElement? Parse(string? text)
    {
        if (text is null) return null;

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return JsonElement.TryParseValue(ref reader, out var json) ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"var\s+ytInitialPlayerResponse\s*=\s*(?=\{)", RegexOptions.None, 1000)]
    private static partial Regex InitialPlayerResponse();

    [GeneratedRegex(@"ytplayer\.config\s*=\s*(?=\{)", RegexOptions.None, 1000)]
    private static partial Regex PlayerConfig();

    [GeneratedRegex(@"""\s*:\s*""(?<count>[\d,]+) likes""", RegexOptions.None, 1000)]
    private static partial Regex LikesLabel();
}
