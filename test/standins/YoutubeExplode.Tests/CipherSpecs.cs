using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Tests.Loopback;

namespace YoutubeExplode.Tests;

public class CipherSpecs : YoutubeSpecs
{
    private const string Player = "/youtubei/v1/player";
    private const string Frame = "/iframe_api";
    private const string Script = "/s/player/0123abcd/player_ias.vflset/en_US/base.js";

    [Fact]
    public async Task A_video_that_the_headset_may_not_play_is_asked_for_as_a_television()
    {
        PlayOnTelevisionOnly(Ciphered());

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal("https://rr1.googlevideo.com/videoplayback?expire=1&signature=EDABC", Assert.Single(manifest.Streams).Url);
        Assert.Equal(["/sw.js_data", Player, Frame, Script, Player, Media.Path], Server.Seen.Select(request => request.Path));
        var body = JsonNode.Parse(Server.SeenAt(Player)[1].Body)!;
        Assert.Equal(
            """{"clientName":"TVHTML5_SIMPLY_EMBEDDED_PLAYER","clientVersion":"2.0","visitorData":"visitor-1","hl":"en","gl":"US","utcOffsetMinutes":0}""",
            body["context"]!["client"]!.ToJsonString());
        Assert.Equal("https://www.youtube.com", (string?)body["context"]!["thirdParty"]!["embedUrl"]);
        Assert.Equal("19834", (string?)body["playbackContext"]!["contentPlaybackContext"]!["signatureTimestamp"]);
    }

    [Fact]
    public async Task The_script_is_read_once_for_each_client()
    {
        PlayOnTelevisionOnly(Ciphered());

        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);
        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Single(Server.SeenAt(Script));
        Assert.Equal(4, Server.SeenAt(Player).Count);
    }

    [Fact]
    public async Task A_video_without_streams_is_asked_for_as_a_television_too()
    {
        PlayOnTelevisionOnly(Ciphered(), first: Answers.Player());

        Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).Streams);
    }

    [Fact]
    public async Task A_video_that_nobody_may_play_says_why()
    {
        PlayOnTelevisionOnly(Answers.Unplayable("LOGIN_REQUIRED", "Sign in to confirm your age"));

        var error = await Assert.ThrowsAsync<VideoUnplayableException>(
            async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));

        Assert.IsNotType<VideoUnavailableException>(error);
        Assert.Contains("Sign in to confirm your age", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Server.SeenAt(Player).Count);
    }

    [Fact]
    public async Task A_video_that_is_sold_names_its_preview()
    {
        var sold = Answers.Unplayable("UNPLAYABLE", "This video requires payment");
        sold["playabilityStatus"]!["errorScreen"] = new JsonObject
        {
            ["playerLegacyDesktopYpcTrailerRenderer"] = new JsonObject { ["trailerVideoId"] = "ppppppppppp" },
        };
        PlayOnTelevisionOnly(sold, first: sold);

        var error = await Assert.ThrowsAsync<VideoRequiresPurchaseException>(
            async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));

        Assert.Equal("ppppppppppp", error.PreviewVideoId.Value);
        Assert.Equal(2, Server.SeenAt(Player).Count);
    }

    [Fact]
    public async Task A_script_that_is_not_understood_is_an_error()
    {
        PlayOnTelevisionOnly(Ciphered());
        Server.Answer(Script, "var nothing = 1;");

        await Assert.ThrowsAsync<YoutubeExplodeException>(async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));
    }

    private static JsonObject Ciphered()
    {
        var format = Answers.Audio(Media.Path, 1_000);
        format["signatureCipher"] = $"s=ABCDEFGH&sp=signature&url={Uri.EscapeDataString(Answers.Address(Media.Path))}";
        format.Remove("url");
        return Answers.Player(format);
    }

    private void PlayOnTelevisionOnly(JsonObject player, JsonObject? first = null)
    {
        first ??= Answers.Unplayable("LOGIN_REQUIRED", "Sign in to confirm you're not a bot");
        Server
            .Answer(Player, (context, _) => context.Response.WriteAsync(
                (Server.Seen[^1].Body.Contains("ANDROID_VR", StringComparison.Ordinal) ? first : player).ToJsonString()))
            .Answer(Frame, """var scriptUrl = 'https:\/\/www.youtube.com\/s\/player\/0123abcd\/www-widgetapi.vflset\/www-widgetapi.js';""")
            .Answer(Media.Path, Media.Of(1_000))
            .Answer(Script, """
                var _yt_player={};(function(g){var cfg={signatureTimestamp:19834,other:1};
                var Xy={rV:function(a){a.reverse()},
                sW:function(a,b){var c=a[0];a[0]=a[b%a.length];a[b%a.length]=c},
                sP:function(a,b){a.splice(0,b)}};
                decode=function(a){a=a.split("");Xy.sW(a,2);Xy.rV(a,17);Xy.sP(a,3);return a.join("")};
                })(_yt_player);
                """);
    }
}
