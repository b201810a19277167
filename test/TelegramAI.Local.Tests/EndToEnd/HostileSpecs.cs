using System.Net;
using System.Net.Http.Json;
using System.Net.Mime;
using System.Text;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>The program gets what nobody sends on purpose, and has a disk that is too small.</summary>
public sealed class HostileSpecs(ITestOutputHelper output) : IDisposable
{
    /// <summary>Of these random messages are made: each has been somebody's mistake.</summary>
    private static readonly string[] Pieces =
    [
        "https://", "youtu.be/", "youtube.com/watch?v=", "demo-", "/start", "/help@", "/cancel ", "720p", "😀", "👨‍👩‍👧‍👦", "\u202E", "שלום", "مرحبا", "\0", "\uFFFD",
        "\u200B", "%00", "../..", "'; DROP TABLE messages; --", "<b>", "&amp;", "{\"a\":", "[", "\\", "\r\n", "\t", " ", "a", "é", "日本語", "𝕏", "-1", "1e400",
    ];

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Strange_messages_stop_nothing()
    {
        await using var process = await LocalProcess.StartAsync(_folder.Path);
        await process.SayAsync(new string('x', 1_000_000));
        await process.SayAsync(string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 2000)));
        await process.SayAsync("\u202Ehttps://youtu.be/demo-privat\u202C שלום עולם");
        using (var tooLong = await process.Http.PostAsJsonAsync("/chat/messages", new { text = new string('x', 1_000_001) }, Cancellation))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);

        await AssertServesAsync(process, "many-000001");
    }

    [Fact]
    public async Task Two_thousand_random_requests_stop_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await using var process = await LocalProcess.StartAsync(_folder.Path);

        for (var i = 0; i < 2000; i++)
        {
            var status = await SendAsync(process, random);
            Assert.True((int)status < 500, $"Request {i} of seed {seed} is answered with {status}");
        }

        // Whatever of it was read as a request for a video is served first.
        await AssertServesAsync(process, "many-000001");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"text\":7}")]
    [InlineData("{\"text\":null,\"chat\":\"one\"}")]
    [InlineData("{\"text\":\"a\",\"chat\":99999999999999999999}")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    public async Task Malformed_bodies_are_refused_and_stop_nothing(string body)
    {
        await using var process = await LocalProcess.StartAsync(_folder.Path);
        foreach (var path in (string[])["messages", "callbacks", "block", "clear"])
        {
            using var content = new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json);
            using var response = await process.Http.PostAsync(new Uri($"/chat/{path}", UriKind.Relative), content, Cancellation);
            Assert.True((int)response.StatusCode < 500, $"{path} answers {response.StatusCode}");
        }

        await AssertServesAsync(process, "many-000001");
    }

    [Fact]
    public async Task A_video_that_the_disk_has_no_room_for_is_refused_and_the_next_one_is_served()
    {
        using var disk = new TinyDisk(30_000);
        await using var process = await LocalProcess.StartAsync(disk["data"]);

        var large = await process.SayAsync("youtu.be/size-00100m");
        await process.UntilAsync(chat => chat.Any(line => line.Answers == large && line.Text.Contains("no space left to store this video", StringComparison.Ordinal)));
        await AssertServesAsync(process, "many-000001");

        var lines = await process.UntilAsync(
            chat => chat.Any(line => line.Answers == large && line.Text.StartsWith("❌ There's no space left to store this video right now. (id ", StringComparison.Ordinal)),
            TimeSpan.FromMinutes(4));
        Assert.Single(lines, line => line.IsVideo);
    }

    private static async Task AssertServesAsync(LocalProcess process, string id)
    {
        var said = await process.SayAsync($"https://youtu.be/{id}");
        await process.UntilAsync(chat => chat.Any(line => line.Answers == said && line.IsVideo));
        Assert.False(process.HasEnded);
    }

    private static async Task<HttpStatusCode> SendAsync(LocalProcess process, Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        using var response = random.Next(4) switch
        {
            // Some of the messages are real work, which may fail but not harm; most go to chats of their own.
            0 => await process.Http.PostAsJsonAsync("/chat/messages", new { text, chat = random.Next(2, 6), reply_to = random.Next(-1, 9) }, Cancellation),
            1 => await process.Http.PostAsJsonAsync("/chat/callbacks", new { message_id = random.Next(-1, 99), data = text, chat = random.Next(-1, 6) }, Cancellation),
            2 => await process.Http.PostAsync(new Uri("/chat/messages", UriKind.Relative), new StringContent(text, Encoding.UTF8, MediaTypeNames.Application.Json), Cancellation),
            _ => await process.Http.GetAsync(new Uri($"/chat/messages?chat={Uri.EscapeDataString(text)}&limit={random.Next(-5, 9)}", UriKind.Relative), Cancellation),
        };
        return response.StatusCode;
    }
}
