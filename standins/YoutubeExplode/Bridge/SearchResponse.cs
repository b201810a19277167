using System.Globalization;
using System.Text.Json;
using YoutubeExplode.Common;

namespace YoutubeExplode.Bridge;

/// <summary>One page of a search.</summary>
internal sealed class SearchResponse(JsonElement json)
{
    // The first page is under contents, those that follow under the commands.
    private JsonElement? Results => json.At("contents") ?? json.At("onResponseReceivedCommands");

    public IEnumerable<FoundVideo> Videos => Results?.Descendants("videoRenderer").Select(video => new FoundVideo(video)) ?? [];

    /// <summary>Asks for the next page; null on the last one.</summary>
    public string? ContinuationToken =>
        Results?.Descendants("continuationCommand").Select(command => command.Text("token")).FirstOrDefault(token => token is not null);

    internal sealed class FoundVideo(JsonElement json)
    {
        public string? Id => json.Text("videoId");

        public string? Title => json.StyledText("title");

        public string? Author => Byline?.Text("text");

        public string? ChannelId => Byline?.Text("navigationEndpoint", "browseEndpoint", "browseId");

        public TimeSpan? Duration => ParseDuration(json.StyledText("lengthText"));

        public IReadOnlyList<Thumbnail> Thumbnails => ThumbnailList.Read(json);

        private JsonElement? Byline =>
            json.At("longBylineText", "runs")?.Item(0) ?? json.At("shortBylineText", "runs")?.Item(0);

        // 0:42, 12:34, 1:23:45, 123:04:05. A live stream has none.
        private static TimeSpan? ParseDuration(string? text)
        {
            if (text is null) return null;

            var seconds = 0L;
            foreach (var part in text.Split(':'))
            {
                if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
                seconds = (seconds * 60) + number;
            }

            return TimeSpan.FromSeconds(seconds);
        }
    }
}
