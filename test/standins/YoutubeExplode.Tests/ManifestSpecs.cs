using System.Text.Json.Nodes;
using YoutubeExplode.Exceptions;
using YoutubeExplode.Tests.Loopback;
using YoutubeExplode.Videos.ClosedCaptions;
using YoutubeExplode.Videos.Streams;

namespace YoutubeExplode.Tests;

public class ManifestSpecs : YoutubeSpecs
{
    private const string Player = "/youtubei/v1/player";

    [Fact]
    public async Task The_client_asks_as_a_headset_does()
    {
        Play(Answers.Audio(Media.Path, 1_000));

        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal(["/sw.js_data", Player, Media.Path], Server.Seen.Select(request => request.Path));
        Assert.StartsWith("com.google.android.youtube/20.10.38", Server.Seen[0].Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(
            "com.google.android.apps.youtube.vr.oculus/1.60.19 (Linux; U; Android 12L; Quest 3 Build/SQ3A.220605.009.A1) gzip",
            Server.Seen[1].Headers["User-Agent"]);
        Assert.Equal("text/plain; charset=utf-8", Server.Seen[1].Headers["Content-Type"]);
        var body = JsonNode.Parse(Server.Seen[1].Body)!;
        Assert.Equal(Answers.Id, (string?)body["videoId"]);
        Assert.True((bool?)body["contentCheckOk"]);
        Assert.Equal(
            """
            {"clientName":"ANDROID_VR","clientVersion":"1.60.19","deviceMake":"Oculus","deviceModel":"Quest 3","osName":"Android","osVersion":"12L","platform":"MOBILE","visitorData":"visitor-1","hl":"en","gl":"US","utcOffsetMinutes":0}
            """,
            body["context"]!["client"]!.ToJsonString());
    }

    [Fact]
    public async Task The_visitor_is_made_once_for_each_client_object()
    {
        Play(Answers.Audio(Media.Path, 1_000));
        Server.Answer("/watch", Answers.Page(null));

        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);
        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);
        Assert.Single(Server.SeenAt("/sw.js_data"));

        await Youtube.Videos.GetAsync(Answers.Id, Token);
        await Youtube.Videos.GetAsync(Answers.Id, Token);
        Assert.Equal(2, Server.SeenAt("/sw.js_data").Count);
    }

    [Fact]
    public async Task Streams_are_sorted_by_what_they_carry()
    {
        var player = Answers.Player(Answers.Video(Media.Path, 3_000), Answers.Audio(Media.Path, 2_000));
        player["streamingData"]!["formats"] = new JsonArray(Answers.Muxed(Media.Path, 1_000));
        Server.Answer(Player, player.ToJsonString()).Answer(Media.Path, Media.Of(3_000));

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal(["Muxed (360p | mp4)", "Video-only (1080p60 | mp4)", "Audio-only (mp4)"], manifest.Streams.Select(stream => $"{stream}"));
        var muxed = Assert.Single(manifest.GetMuxedStreams());
        Assert.Equal(("avc1.42001E", "mp4a.40.2"), (muxed.VideoCodec, muxed.AudioCodec));
        Assert.Equal(new VideoQuality("360p", 360, 24), muxed.VideoQuality);
        Assert.Equal(1_000, muxed.Size.Bytes);
        var video = Assert.Single(manifest.GetVideoOnlyStreams());
        Assert.Equal((1080, 60, true), (video.VideoQuality.MaxHeight, video.VideoQuality.Framerate, video.VideoQuality.IsHighDefinition));
        Assert.Equal("1920x1080", video.VideoResolution.ToString());
        Assert.False(video.IsVideoUpscaled);
        var audio = Assert.Single(manifest.GetAudioOnlyStreams());
        Assert.Equal((Container.Mp4, "mp4a.40.2", 130_000), (audio.Container, audio.AudioCodec, audio.Bitrate.BitsPerSecond));
        Assert.Null(audio.AudioLanguage);
        Assert.Equal(2, manifest.GetAudioStreams().Count());
        Assert.Same(video, manifest.GetVideoStreams().GetWithHighestVideoQuality());
    }

    [Fact]
    public async Task Languages_and_upscaled_pictures_are_told_apart()
    {
        var audio = Answers.Audio(Media.Path, 1_000);
        audio["audioTrack"] = new JsonObject { ["id"] = "de-DE.3", ["displayName"] = "German", ["audioIsDefault"] = false };
        var video = Answers.Video(Media.Path, 1_000);
        video["xtags"] = "CgcKAnNyEgEx";
        Play(audio, video);

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        var german = Assert.Single(manifest.GetAudioStreams());
        Assert.Equal(new Language("de-DE", "German"), german.AudioLanguage);
        Assert.False(german.IsAudioLanguageDefault);
        Assert.True(Assert.Single(manifest.GetVideoStreams()).IsVideoUpscaled);
    }

    [Fact]
    public async Task The_end_of_each_stream_is_asked_for()
    {
        Play(Answers.Audio(Media.Path, 1_000));

        await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal("?expire=1&range=998-999&hl=en", Assert.Single(Server.SeenAt(Media.Path)).Query);
    }

    [Fact]
    public async Task A_length_may_be_in_the_address_or_must_be_asked_for()
    {
        var told = Answers.Audio(Media.Path, length: null);
        told["url"] = Answers.Address(Media.Path, "clen=1000");
        Play(told, Answers.Video(Media.Path, length: null));

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal([1_000, 1_000], manifest.Streams.Select(stream => stream.Size.Bytes));
        Assert.Equal(["GET", "HEAD", "GET"], Server.SeenAt(Media.Path).Select(request => request.Method));
    }

    [Fact]
    public async Task A_stream_that_is_gone_is_left_out()
    {
        Play(Answers.Audio(Media.Path, 1_000), Answers.Video("/gone", 1_000), Answers.Video("/gone", length: null));

        Assert.IsType<AudioOnlyStreamInfo>(Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).Streams));
        Assert.Equal(["GET", "HEAD"], Server.SeenAt("/gone").Select(request => request.Method));
        Assert.Single(Server.SeenAt(Player));
    }

    [Fact]
    public async Task A_refused_stream_makes_the_client_ask_for_the_whole_manifest_six_times()
    {
        Play(Answers.Audio("/forbidden", 1_000));
        Server.Refuse("/forbidden", 403);

        await Assert.ThrowsAsync<HttpRequestException>(async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));

        Assert.Equal(6, Server.SeenAt(Player).Count);
        Assert.Equal(6, Server.SeenAt("/forbidden").Count);
        Assert.Single(Server.SeenAt("/sw.js_data"));
    }

    [Theory]
    [InlineData("""{"playabilityStatus":{"status":"ERROR"},"videoDetails":{}}""")]
    [InlineData("""{"playabilityStatus":{"status":"LOGIN_REQUIRED"}}""")]
    public async Task A_video_that_is_not_there_is_not_asked_for_another_way(string answer)
    {
        Server.Answer(Player, answer);

        await Assert.ThrowsAsync<VideoUnavailableException>(async () => await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token));
        Assert.Single(Server.SeenAt(Player));
        Assert.Empty(Server.SeenAt("/iframe_api"));
    }

    [Fact]
    public async Task Streams_of_the_dash_manifest_are_added()
    {
        PlayWithDash();
        Server.Answer("/dash.mpd", $"""
            <MPD xmlns="urn:mpeg:DASH:schema:MPD:2011"><Period>
              <AdaptationSet mimeType="audio/webm"><Representation id="251" codecs="opus" bandwidth="150000">
                <BaseURL>{Answers.Address(Media.Path, "clen=1000")}</BaseURL></Representation></AdaptationSet>
              <AdaptationSet mimeType="video/webm"><Representation id="248" codecs="vp9" bandwidth="2000000" width="1920" height="1080" frameRate="30">
                <BaseURL>https://rr1.googlevideo.com{Media.Path}/clen/1000/</BaseURL></Representation></AdaptationSet>
              <AdaptationSet mimeType="video/mp4"><Representation id="137" codecs="avc1" bandwidth="1" height="1080">
                <BaseURL>{Answers.Address(Media.Path)}</BaseURL>
                <SegmentList><Initialization sourceURL="sq/0"/></SegmentList></Representation></AdaptationSet>
            </Period></MPD>
            """.Replace("&", "&amp;", StringComparison.Ordinal));
        Server.Answer(Media.Path + "/clen/1000/", Media.Of(1_000));

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal(["Audio-only (mp4)", "Audio-only (webm)", "Video-only (1080p | webm)"], manifest.Streams.Select(stream => $"{stream}"));
        Assert.Equal([1_000, 1_000, 1_000], manifest.Streams.Select(stream => stream.Size.Bytes));
    }

    [Fact]
    public async Task Streams_of_the_dash_manifest_may_say_what_they_are_in_their_addresses_alone()
    {
        PlayWithDash();
        PlayDash($"""
            <Representation id="248" codecs="vp9" bandwidth="2000000" width="1920" height="1080" frameRate="30">
              <BaseURL>{Answers.Address(Media.Path, "clen=1000&mime=video%2Fwebm")}</BaseURL></Representation>
            <Representation id="140" codecs="mp4a.40.2" bandwidth="130000">
              <BaseURL>{Answers.Address(Media.Path, "clen=1000&mime=audio%2Fmp4")}</BaseURL></Representation>
            """);

        var manifest = await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token);

        Assert.Equal(["Audio-only (mp4)", "Video-only (1080p | webm)", "Audio-only (mp4)"], manifest.Streams.Select(stream => $"{stream}"));
    }

    [Theory]
    [InlineData("""<Representation id="248" codecs="vp9" bandwidth="1" height="1080"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="248" codecs="vp9" mimeType="video/webm" height="1080"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="248" codecs="vp9" mimeType="video/webm" bandwidth="many" height="1080"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="248" mimeType="video/webm" bandwidth="1" height="1080"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="248" codecs="vp9" mimeType="video/webm" bandwidth="1" height="1080" />""")]
    [InlineData("""<Representation id="9999" codecs="vp9" mimeType="video/webm" bandwidth="1"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="rawcc" codecs="rawcc" mimeType="video/webm" bandwidth="1" height="1"><BaseURL>URL</BaseURL></Representation>""")]
    [InlineData("""<Representation id="248" codecs="vp9" mimeType="video/webm" bandwidth="1" height="1"><BaseURL>https://rr1.googlevideo.com/refused?clen=1000</BaseURL></Representation>""")]
    [InlineData("<Representation")]
    public async Task What_is_odd_in_the_dash_manifest_is_left_out(string representation)
    {
        PlayWithDash();
        Server.Refuse("/refused", 403);
        PlayDash(representation.Replace("URL<", $"{Answers.Address(Media.Path, "clen=1000")}<", StringComparison.Ordinal));

        Assert.Equal("Audio-only (mp4)", $"{Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).Streams)}");
        Assert.Single(Server.SeenAt(Player));
    }

    [Fact]
    public async Task A_dash_manifest_that_is_refused_is_ignored()
    {
        PlayWithDash();
        Server.Refuse("/dash.mpd", 403);

        Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).Streams);
        Assert.Single(Server.SeenAt("/dash.mpd"));
    }

    [Theory]
    [InlineData("1080p60", 1080, 60)]
    [InlineData("2160p60 HDR", 2160, 60)]
    [InlineData("1440s", 1440, 25)]
    [InlineData("1440s60", 1440, 60)]
    [InlineData("", 720, 25)]
    [InlineData("Premium", 720, 25)]
    public async Task A_quality_is_what_its_label_says_or_else_the_kind_of_stream(string label, int height, int framerate)
    {
        var video = Odd(label);
        video["itag"] = 136;
        Play(video);

        var quality = Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).GetVideoStreams()).VideoQuality;

        Assert.Equal((height, framerate), (quality.MaxHeight, quality.Framerate));
    }

    [Fact]
    public async Task A_picture_of_unknown_quality_is_left_out_and_the_video_is_not()
    {
        var video = Odd("Premium");
        video["itag"] = 9_999;
        Play(video, Answers.Audio(Media.Path, 1_000));

        Assert.Equal("Audio-only (mp4)", $"{Assert.Single((await Youtube.Videos.Streams.GetManifestAsync(Answers.Id, Token)).Streams)}");
    }

    private static JsonObject Odd(string label)
    {
        var video = Answers.Video(Media.Path, 1_000);
        (video["qualityLabel"], video["fps"]) = (label, 25);
        video.Remove("width");
        video.Remove("height");
        return video;
    }

    private void PlayDash(string representations) => Server.Answer(
        "/dash.mpd", $"<MPD><Period><AdaptationSet>{representations.Replace("&", "&amp;", StringComparison.Ordinal)}</AdaptationSet></Period></MPD>");

    private void PlayWithDash()
    {
        var player = Answers.Player(Answers.Audio(Media.Path, 1_000));
        player["streamingData"]!["dashManifestUrl"] = "https://manifest.googlevideo.com/dash.mpd";
        Server.Answer(Player, player.ToJsonString()).Answer(Media.Path, Media.Of(1_000));
    }

    private void Play(params JsonObject[] formats) =>
        Server.Answer(Player, Answers.Player(formats).ToJsonString()).Answer(Media.Path, Media.Of(1_000));
}
