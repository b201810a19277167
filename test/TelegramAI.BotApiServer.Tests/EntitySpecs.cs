using System.Diagnostics;
using TelegramAI.BotApiServer.Messages;

namespace TelegramAI.BotApiServer.Tests;

public class EntitySpecs
{
    [Theory]
    [InlineData("see https://youtu.be/a_b-c, now", "https://youtu.be/a_b-c")]
    [InlineData("(https://example.org/a_(b)).", "https://example.org/a_(b)")]
    [InlineData("youtu.be/x?t=1#a", "youtu.be/x?t=1#a")]
    [InlineData("WWW.YouTube.COM/watch?v=1", "WWW.YouTube.COM/watch?v=1")]
    [InlineData("example.org:8080/a", "example.org:8080/a")]
    [InlineData("example.org:80808080", "example.org:80808")]
    [InlineData("example.org.", "example.org")]
    [InlineData("xhttps://a.org/b", "https://a.org/b")]
    [InlineData("éhttp://a", "http://a")]
    [InlineData("file.txt or 3.14 or a..com or com or http://")]
    [InlineData("/get youtu.be/x /stop", "/get", "youtu.be/x", "/stop")]
    [InlineData("https://a.org/start /start@my_bot", "https://a.org/start", "/start@my_bot")]
    [InlineData("a.com b.net", "a.com", "b.net")]
    [InlineData("x_a.com éa.com a.comé")]
    public void Links_and_commands_are_found_where_a_person_sees_them(string text, params string[] expected) =>
        Assert.Equal(expected, (EntityParser.Parse(text) ?? []).Select(entity => text.Substring(entity.Offset, entity.Length)), StringComparer.Ordinal);

    [Theory(Timeout = 60_000)]
    [InlineData("a.")]
    [InlineData("a-")]
    [InlineData("a-.")]
    [InlineData("com.")]
    [InlineData("http")]
    [InlineData("https://")]
    [InlineData(")")]
    [InlineData("/a ")]
    [InlineData("/a")]
    [InlineData("a.com ")]
    [InlineData("é.com")]
    public async Task A_text_that_was_made_to_be_slow_takes_as_long_as_any(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        var clock = Stopwatch.StartNew();

        await Task.Run(() => EntityParser.Parse(text), TestContext.Current.CancellationToken);

        // A second pass for each letter would take minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}");
    }
}
