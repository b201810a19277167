using System.Net;
using System.Text.Json;
using TelegramAI.Core.Videos;
using YoutubeExplode.Exceptions;

namespace TelegramAI.YouTube.Tests;

public class YouTubeErrorSpecs
{
    [Theory]
    [InlineData("Private video", UnavailableReason.Private)]
    [InlineData("This video is private", UnavailableReason.Private)]
    [InlineData("Sign in to confirm your age", UnavailableReason.AgeRestricted)]
    [InlineData("This video may be inappropriate for some users.", UnavailableReason.AgeRestricted)]
    [InlineData("This video is not available in your country", UnavailableReason.GeoBlocked)]
    [InlineData("The uploader has not made this video available in your country", UnavailableReason.GeoBlocked)]
    [InlineData("This live event will begin in 3 hours.", UnavailableReason.Live)]
    [InlineData("Premieres in 20 minutes", UnavailableReason.Live)]
    [InlineData("This live event has ended.", UnavailableReason.LiveEnded)]
    [InlineData("This live stream recording is not available.", UnavailableReason.LiveEnded)]
    [InlineData("Join this channel to get access to members-only content like this video", UnavailableReason.MembersOnly)]
    [InlineData("This video is available to this channel's members on level: Gold", UnavailableReason.MembersOnly)]
    [InlineData("This video requires payment to watch", UnavailableReason.RequiresPurchase)]
    [InlineData("This video has been removed by the uploader", UnavailableReason.Removed)]
    [InlineData("This account has been terminated", UnavailableReason.Removed)]
    [InlineData("Something else", UnavailableReason.Unplayable)]
    public void The_players_sentence_tells_why_a_video_can_not_be_had(string sentence, UnavailableReason reason)
    {
        var error = new VideoUnplayableException($"Video 'abcdefghijk' is unplayable. Reason: '{sentence}'.");
        var meaning = Assert.IsType<Core.Videos.VideoUnavailableException>(YouTubeErrors.ToVideoException(error));
        Assert.Equal(reason, meaning.Reason);
        Assert.Same(error, meaning.InnerException);
    }

    [Theory]
    [InlineData("Sign in to confirm you're not a bot", typeof(VideoBlockedException))]
    [InlineData("Sign in to confirm you’re not a bot", typeof(VideoBlockedException))]
    [InlineData("This content isn't available, try again later.", typeof(VideoRateLimitedException))]
    public void The_players_sentence_tells_when_this_server_is_refused(string sentence, Type meaning) =>
        Assert.IsType(meaning, YouTubeErrors.ToVideoException(new VideoUnplayableException($"Video 'abcdefghijk' is unplayable. Reason: '{sentence}'.")));

    [Fact]
    public void A_format_without_an_address_is_not_a_failure_of_the_connection()
    {
        var meaning = YouTubeErrors.ToVideoException(new YoutubeExplodeException("Failed to extract the stream URL."));
        Assert.IsType<VideoAddressMissingException>(meaning);
        Assert.Equal("YouTube gave this bot no address to download this video from", meaning.Sentence);
    }

    [Fact]
    public void The_sentence_names_the_part_that_failed()
    {
        Assert.Equal("YouTube answered with an error", YouTubeErrors.ToVideoException(new JsonException()).Sentence);
        Assert.Equal("YouTube answered with an error", YouTubeErrors.ToVideoException(new HttpRequestException("", null, HttpStatusCode.BadGateway)).Sentence);
        Assert.Equal("YouTube answered with an error", YouTubeErrors.ToVideoException(new YoutubeExplodeException("The page is broken")).Sentence);
        Assert.Equal("The connection to YouTube failed", YouTubeErrors.ToVideoException(new HttpRequestException("refused")).Sentence);
        Assert.Equal("The connection to YouTube failed", YouTubeErrors.ToVideoException(new TimeoutException()).Sentence);
    }

    [Fact]
    public void The_id_of_a_video_is_not_taken_for_a_sentence() =>
        Assert.Equal(UnavailableReason.Unplayable, Reason(new VideoUnplayableException("Video 'members-___' is unplayable.")));

    [Fact]
    public void The_packages_own_exceptions_have_their_meaning()
    {
        Assert.Equal(UnavailableReason.Removed, Reason(new YoutubeExplode.Exceptions.VideoUnavailableException("Video 'x' is not available.")));
        Assert.Equal(UnavailableReason.Private, Reason(new YoutubeExplode.Exceptions.VideoUnavailableException("Private video")));
        Assert.Equal(UnavailableReason.RequiresPurchase, Reason(new VideoRequiresPurchaseException("It is sold", "abcdefghijk")));
        Assert.IsType<VideoRateLimitedException>(YouTubeErrors.ToVideoException(new RequestLimitExceededException("Too many")));
        Assert.IsType<VideoTransientException>(YouTubeErrors.ToVideoException(new YoutubeExplodeException("The page is broken")));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, typeof(VideoBlockedException))]
    [InlineData(HttpStatusCode.TooManyRequests, typeof(VideoRateLimitedException))]
    [InlineData(HttpStatusCode.BadGateway, typeof(VideoTransientException))]
    [InlineData(null, typeof(VideoTransientException))]
    public void A_status_has_its_meaning(HttpStatusCode? status, Type meaning) =>
        Assert.IsType(meaning, YouTubeErrors.ToVideoException(new HttpRequestException("It failed", inner: null, status)));

    [Fact]
    public void Failures_of_the_network_are_explained_and_defects_are_not()
    {
        Exception[] network = [new HttpRequestException(), new IOException(), new TimeoutException(), new TaskCanceledException(), new JsonException()];
        Assert.All(network, error => Assert.True(YouTubeErrors.IsExpected(error, CancellationToken.None)));
        Assert.All(network, error => Assert.IsType<VideoTransientException>(YouTubeErrors.ToVideoException(error)));
        Assert.False(YouTubeErrors.IsExpected(new NotSupportedException(), CancellationToken.None));
    }

    [Fact]
    public void A_cancellation_that_was_asked_for_is_no_failure() =>
        Assert.False(YouTubeErrors.IsExpected(new TaskCanceledException(), new CancellationToken(canceled: true)));

    private static UnavailableReason Reason(Exception error) => Assert.IsType<Core.Videos.VideoUnavailableException>(YouTubeErrors.ToVideoException(error)).Reason;
}
