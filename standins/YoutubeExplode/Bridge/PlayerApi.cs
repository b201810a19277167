using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Videos;

namespace YoutubeExplode.Bridge;

/// <summary>YouTube's answers about videos, asked for as its own applications do.</summary>
internal sealed partial class PlayerApi(HttpClient http)
{
    private const string Site = "https://www.youtube.com";
    private const int PageAttempts = 6;
    private const string AndroidUserAgent = "com.google.android.youtube/20.10.38 (Linux; U; ANDROID 11) gzip";

    private const string HeadsetUserAgent =
        "com.google.android.apps.youtube.vr.oculus/1.60.19 (Linux; U; Android 12L; Quest 3 Build/SQ3A.220605.009.A1) gzip";

    private string? _visitorData;

    /// <exception cref="VideoUnavailableException">There is no such video.</exception>
    /// <exception cref="YoutubeExplodeException">YouTube gave a page without a player, again and again.</exception>
    public async ValueTask<VideoWatchPage> GetWatchPageAsync(VideoId videoId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < PageAttempts; attempt++)
        {
            var html = await http.GetStringAsync($"{Site}/watch?v={videoId}&bpctr=9999999999", cancellationToken);
            if (VideoWatchPage.TryParse(html) is not { } page) continue;

            return page.IsAvailable ? page : throw Unavailable(videoId);
        }

        throw new YoutubeExplodeException("The video's page is broken. Try again in a few minutes.");
    }

    /// <summary>As the application of a headset asks, which gets addresses that need no deciphering.</summary>
    /// <exception cref="VideoUnavailableException">There is no such video.</exception>
    public ValueTask<PlayerResponse> GetPlayerAsync(VideoId videoId, CancellationToken cancellationToken) => PostAsync(
        videoId,
        visitorData => new JsonObject
        {
            ["videoId"] = videoId.Value,
            ["contentCheckOk"] = true,
            ["context"] = new JsonObject
            {
                ["client"] = new JsonObject
                {
                    ["clientName"] = "ANDROID_VR",
                    ["clientVersion"] = "1.60.19",
                    ["deviceMake"] = "Oculus",
                    ["deviceModel"] = "Quest 3",
                    ["osName"] = "Android",
                    ["osVersion"] = "12L",
                    ["platform"] = "MOBILE",
                    ["visitorData"] = visitorData,
                    ["hl"] = "en",
                    ["gl"] = "US",
                    ["utcOffsetMinutes"] = 0,
                },
            },
        },
        HeadsetUserAgent,
        cancellationToken);

    /// <summary>As a television asks that has the video in another site's page, which may play some that the headset may not.</summary>
    /// <exception cref="VideoUnavailableException">There is no such video.</exception>
    public ValueTask<PlayerResponse> GetEmbeddedPlayerAsync(VideoId videoId, string signatureTimestamp, CancellationToken cancellationToken) => PostAsync(
        videoId,
        visitorData => new JsonObject
        {
            ["videoId"] = videoId.Value,
            ["context"] = new JsonObject
            {
                ["client"] = new JsonObject
                {
                    ["clientName"] = "TVHTML5_SIMPLY_EMBEDDED_PLAYER",
                    ["clientVersion"] = "2.0",
                    ["visitorData"] = visitorData,
                    ["hl"] = "en",
                    ["gl"] = "US",
                    ["utcOffsetMinutes"] = 0,
                },
                ["thirdParty"] = new JsonObject { ["embedUrl"] = Site },
            },
            ["playbackContext"] = new JsonObject
            {
                ["contentPlaybackContext"] = new JsonObject { ["signatureTimestamp"] = signatureTimestamp },
            },
        },
        userAgent: null,
        cancellationToken);

    /// <summary>The script of the player that pages use now.</summary>
    /// <exception cref="YoutubeExplodeException">The script can't be found, or understood.</exception>
    public async ValueTask<CipherManifest> GetCipherManifestAsync(CancellationToken cancellationToken)
    {
        var frame = await http.GetStringAsync($"{Site}/iframe_api", cancellationToken);
        if (PlayerVersion().Match(frame) is not { Success: true } version)
            throw new YoutubeExplodeException("Failed to extract the player version.");

        var script = await http.GetStringAsync(
            $"{Site}/s/player/{version.Groups["version"].Value}/player_ias.vflset/en_US/base.js", cancellationToken);
        return CipherManifest.TryParse(script) ?? throw new YoutubeExplodeException("Failed to extract the cipher manifest.");
    }

    private async ValueTask<PlayerResponse> PostAsync(
        VideoId videoId, Func<string, JsonObject> body, string? userAgent, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Site}/youtubei/v1/player");
        request.Content = new StringContent(body(await GetVisitorDataAsync(cancellationToken)).ToJsonString());
        if (userAgent is not null) request.Headers.TryAddWithoutValidation("User-Agent", userAgent);

        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var player = new PlayerResponse(JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
        return player.IsAvailable ? player : throw Unavailable(videoId);
    }

    // Asked once for each client object: it marks one visitor for YouTube.
    private async ValueTask<string> GetVisitorDataAsync(CancellationToken cancellationToken)
    {
        if (_visitorData is not null) return _visitorData;

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Site}/sw.js_data");
        request.Headers.TryAddWithoutValidation("User-Agent", AndroidUserAgent);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();

        // The first line keeps other sites from including the data as a script.
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (text.StartsWith(")]}'", StringComparison.Ordinal)) text = text[4..];

        var visitorData = JsonElement.Parse(text).Item(0)?.Item(2)?.Item(0)?.Item(0)?.Item(13)?.Text();
        if (string.IsNullOrWhiteSpace(visitorData)) throw new YoutubeExplodeException("Failed to resolve visitor data.");
        return _visitorData = visitorData;
    }

    private static VideoUnavailableException Unavailable(VideoId videoId) => new($"Video '{videoId}' is not available.");

    [GeneratedRegex(@"player\\?/(?<version>[0-9a-f]{8})\\?/", RegexOptions.None, 1000)]
    private static partial Regex PlayerVersion();
}
