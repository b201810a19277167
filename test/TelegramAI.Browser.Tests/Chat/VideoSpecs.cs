using System.Text.RegularExpressions;
using TelegramAI.Browser.Tests.Pages;
using TelegramAI.Browser.Tests.Product;
using static Microsoft.Playwright.Assertions;

namespace TelegramAI.Browser.Tests.Chat;

public sealed partial class VideoSpecs(BrowserSession session)
{
    [Fact]
    public async Task A_link_becomes_a_video_that_plays_and_seeks()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync("demo-muxed1");
        await PlaysAndSeeksAsync(chat, height: 360, seekTo: 10);
    }

    [Fact]
    public async Task A_link_with_1080p_becomes_a_video_of_that_height_with_picture_and_sound_joined()
    {
        Requirements.NeedFfmpeg();
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync("demo-test10", "1080p");
        await PlaysAndSeeksAsync(chat, height: 1080, seekTo: 6);
    }

    [Fact]
    public async Task The_bot_says_that_a_video_is_queued_and_then_how_much_of_it_is_there()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync("slow-000003", "360p");
        await chat.ExpectVideosAsync(1);

        var said = await chat.SaidAsync();
        Assert.Contains(said, text => text.StartsWith("Queued", StringComparison.Ordinal));
        Assert.Contains(said, text => Percentage().IsMatch(text));

        // It was said by the message that is the video now.
        await Expect(chat.BotMessages.Filter(new() { HasText = "Queued" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Words_become_the_first_video_that_they_find()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayAsync("test card");
        await chat.ExpectVideosAsync(1);
        await chat.ExpectTextAsync(new Regex("Test card", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_private_video_is_refused_in_one_sentence_with_the_id_of_the_job()
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync("demo-privat");
        await chat.ExpectTextAsync(Refusal());
        await chat.ExpectVideosAsync(0);
    }

    [Theory]
    [InlineData("slow-000001", 0)]
    [InlineData("slow-000002", 2000)]
    public async Task The_cancel_button_stops_a_download_however_slowly_it_is_pressed(string id, float pressedFor)
    {
        await using var chat = await session.OpenChatAsync();
        await chat.SayVideoAsync(id);
        await chat.ExpectTextAsync(Percentage());

        await chat.BotMessages.Locator(".key").First.ClickAsync(new() { Delay = pressedFor });

        await chat.ExpectTextAsync(new Regex("Cancelled", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await chat.ExpectVideosAsync(0);
    }

    private static async Task PlaysAndSeeksAsync(ChatWindow chat, int height, double seekTo)
    {
        await chat.ExpectVideosAsync(1);
        var player = new VideoPlayer(chat.Videos.First);

        Assert.True(await player.PlaysAsync(frames: 10), "The video does not play.");
        Assert.Equal(height, await player.HeightAsync());
        Assert.True(await player.SeekAsync(seekTo) >= seekTo, "The video does not seek.");
        Assert.True(await player.PlaysAsync(frames: 10), "The video does not play on after a seek.");
    }

    [GeneratedRegex("[0-9]+ % of [0-9.]+ MB", RegexOptions.None, 1000)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"❌ [^.]+\. \(id [^ )]+\)", RegexOptions.None, 1000)]
    private static partial Regex Refusal();
}
