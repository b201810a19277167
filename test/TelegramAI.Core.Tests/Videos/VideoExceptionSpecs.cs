using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Tests.Videos;

public class VideoExceptionSpecs
{
    public static TheoryData<VideoException, int> Attempts => new()
    {
        { new VideoBlockedException("bot check"), 3 },
        { new VideoRateLimitedException("429"), 7 },
        { new VideoAddressMissingException("SABR"), 3 },
        { new VideoUnavailableException(UnavailableReason.LiveEnded, "ended"), 5 },
        { new VideoTransientException("reset"), 5 },
        { new VideoStorageException("full"), 3 },
        { new VideoFormatUnavailableException("gone"), 2 },
        { new VideoTooLongException(TimeSpan.FromHours(3), TimeSpan.FromHours(2)), 1 },
        { new VideoTooLargeException(3_000_000_000, 2_000_000_000), 1 },
        { new VideoUnavailableException(UnavailableReason.Private, "private"), 1 },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Each_failure_is_tried_as_often_as_it_is_worth(VideoException failure, int attempts)
    {
        for (var failures = 1; failures < attempts; failures++)
            Assert.NotNull(failure.Retry.DelayAfter(failures));

        Assert.Null(failure.Retry.DelayAfter(attempts));
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Each_failure_is_one_sentence_without_a_full_stop(VideoException failure, int attempts)
    {
        Assert.InRange(attempts, 1, 7);
        Assert.Matches("^[A-Z][^\n]{15,140}[^.]$", failure.Sentence);

    }

    [Fact]
    public void Every_reason_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<UnavailableReason>().Select(reason => new VideoUnavailableException(reason, "").Sentence).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Waits_double_up_to_an_hour()
    {
        var retry = Retry.Later(TimeSpan.FromMinutes(10), attempts: 9);

        Assert.Equal(
            [10, 20, 40, 60, 60],
            Enumerable.Range(1, 5).Select(failures => retry.DelayAfter(failures)!.Value.TotalMinutes));
    }

    [Theory]
    [InlineData(null, 63)]
    [InlineData(1, 63)]
    [InlineData(90, 94.5)]
    [InlineData(3000, 110)]
    public void A_limit_of_YouTubes_is_waited_for_as_long_as_it_may_last(int? retryAfter, double minutes)
    {
        var retry = new VideoRateLimitedException("429", retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).Retry;

        Assert.Equal(minutes, Enumerable.Range(1, retry.Attempts - 1).Sum(failures => retry.DelayAfter(failures)!.Value.TotalMinutes), tolerance: 0.01);
    }

    [Fact]
    public void A_store_that_is_away_is_not_told_as_full()
    {
        Assert.Equal("The video storage is unavailable right now", new VideoStorageException("503", new IOException("503")).Sentence);
        Assert.Equal("There's no space left to store this video right now", new VideoStorageException("full", new IOException("No space", 28)).Sentence);
    }

    [Fact]
    public void YouTubes_own_wait_is_obeyed() =>
        Assert.Equal(TimeSpan.FromSeconds(90), new VideoRateLimitedException("429", TimeSpan.FromSeconds(90)).Retry.DelayAfter(1));
}
