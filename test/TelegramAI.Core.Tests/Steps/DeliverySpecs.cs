using System.Collections.Concurrent;
using System.Diagnostics;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

public class DeliverySpecs
{
    private static readonly VideoKey Key = new(VideoId.Parse("abcdefghijk"), new VideoFormat(360, "mp4"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_arrives_with_all_that_it_needs_to_play()
    {
        var rig = new JobRig();
        ReadOnlyMemory<byte> picture = new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 };
        rig.Source.OnThumbnail = _ => Task.FromResult<ReadOnlyMemory<byte>?>(picture);

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var video = Assert.Single(rig.Chat.Videos).Video!;
        Assert.Equal((640, 360, TimeSpan.FromSeconds(10)), (video.Width, video.Height, video.Duration));
        Assert.Equal(picture, video.Thumbnail);
    }

    [Fact]
    public async Task A_picture_is_asked_for_only_with_the_bytes()
    {
        var rig = new JobRig();
        var asked = 0;
        rig.Source.OnThumbnail = _ =>
        {
            asked++;
            return Task.FromResult<ReadOnlyMemory<byte>?>(null);
        };
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(1, asked);
        Assert.Equal(2, rig.Chat.Videos.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_that_can_not_be_had_or_never_comes_fails_nothing(bool hangs)
    {
        var rig = new JobRig();
        rig.Source.OnThumbnail = async token =>
        {
            if (hangs)
                await Task.Delay(Timeout.Infinite, token);
            throw new InvalidDataException("No picture");
        };

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Null(Assert.Single(rig.Chat.Videos).Video!.Thumbnail);
    }

    [Fact]
    public async Task The_chats_id_of_a_video_is_kept_and_one_that_works_no_longer_is_replaced()
    {
        var rig = new JobRig();
        await rig.Runner.RunAsync(FakeJob.Of(message: 1), "worker", cancellationToken: Token);
        Assert.Equal(new ChatFileId("file-abcdefghijk-360p.mp4"), (await rig.Library.FindAsync(Key, Token))!.FileId);
        await rig.Library.RememberFileIdAsync((await rig.Library.FindAsync(Key, Token))!, new ChatFileId("expired"), Token);
        rig.Chat.Refuses = new ChatFileId("expired");

        await rig.Runner.RunAsync(FakeJob.Of(message: 2), "worker", cancellationToken: Token);

        Assert.Equal(2, rig.Chat.Uploads);
        Assert.Equal(2, rig.Chat.Videos.Count);
        Assert.Equal(new ChatFileId("file-abcdefghijk-360p.mp4"), (await rig.Library.FindAsync(Key, Token))!.FileId);
    }

    [Fact]
    public async Task A_link_says_until_when_it_works()
    {
        var rig = new JobRig();
        rig.Chat.Before = (call, _) => call is "show" ? throw new ChatFileTooLargeException("413") : Task.CompletedTask;

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        var text = Assert.Single(rig.Chat.Messages).Text;
        Assert.Matches(@"Download it within 24 hours, until \d+ [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC:\nhttp://127\.0\.0\.1/videos/abcdefghijk/360p\.mp4\?expires=", text);
    }

    [Fact]
    public async Task Two_jobs_of_a_chat_share_its_pace()
    {
        var interval = TimeSpan.FromMilliseconds(400);
        var rig = new JobRig(progressInterval: interval);
        var edits = new ConcurrentQueue<long>();
        rig.Source.OnDownload = (_, token) => Task.Delay(1500, token);
        rig.Chat.Before = (call, _) =>
        {
            if (call is "edit")
                edits.Enqueue(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };

        await Task.WhenAll(
            rig.Runner.RunAsync(FakeJob.Of(message: 1), "one", cancellationToken: Token),
            rig.Runner.RunAsync(FakeJob.Of(message: 2, video: "bbbbbbbbbbb"), "two", cancellationToken: Token),
            rig.Runner.RunAsync(FakeJob.Of(message: 3, video: "ccccccccccc"), "three", cancellationToken: Token));

        // What a call takes to begin may differ by so much.
        var tolerance = TimeSpan.FromMilliseconds(100);
        Assert.InRange(edits.Count, 2, 8);
        Assert.All(edits.Zip(edits.Skip(1)), pair => Assert.True(Stopwatch.GetElapsedTime(pair.First, pair.Second) > interval - tolerance));
    }

    [Fact]
    public async Task A_chat_that_asks_for_a_pause_gets_it_and_then_the_latest()
    {
        var rig = new JobRig();
        var busy = 0L;
        var next = 0L;
        rig.Source.OnDownload = (_, token) => Task.Delay(2500, token);
        rig.Chat.Before = (call, _) =>
        {
            if (call is not "edit")
                return Task.CompletedTask;

            if (busy == 0)
            {
                busy = Stopwatch.GetTimestamp();
                throw new ChatBusyException(TimeSpan.FromSeconds(1));
            }

            next = next == 0 ? Stopwatch.GetTimestamp() : next;
            return Task.CompletedTask;
        };

        await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        // Nothing is reported meanwhile: it is shown because it was not.
        Assert.True(Stopwatch.GetElapsedTime(busy, next) >= TimeSpan.FromMilliseconds(950));
        Assert.Contains("⬇️ A counter\n50 % of 0.1 MB", Assert.Single(rig.Chat.Messages).History);
    }

    [Fact]
    public async Task The_last_word_arrives_however_busy_the_chat_is()
    {
        var rig = new JobRig();
        var refusals = 2;
        rig.Source.OnResolve = (_, _) => throw new VideoUnavailableException(UnavailableReason.Private, "Private video");
        rig.Chat.Before = (call, _) => call is "edit" && Interlocked.Decrement(ref refusals) >= 0
            ? throw new ChatBusyException(TimeSpan.FromMilliseconds(300))
            : Task.CompletedTask;

        var outcome = await rig.Runner.RunAsync(FakeJob.Of(), "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.StartsWith("❌ This video is private", Assert.Single(rig.Chat.Messages).Text, StringComparison.Ordinal);
    }
}
