using TelegramAI.Core.Chats;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>A video that somebody asks for again.</summary>
public sealed class AgainSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" 360p")]
    [InlineData(" 144p")]
    public async Task A_video_that_the_chat_has_is_shown_again_at_once_by_the_bot_itself(string wish)
    {
        await using var process = await LocalProcess.StartAsync(_folder.Path);
        var first = await process.SayAsync($"https://youtu.be/demo-test10{wish}");
        await process.UntilAsync(chat => chat.Any(line => line.IsVideo && line.Answers == first));
        await HasEndedAsync(process);

        var again = await process.SayAsync($"this one, please: https://www.youtube.com/watch?v=demo-test10{wish}");
        var lines = await process.UntilAsync(chat => chat.Any(line => line.IsVideo && line.Answers == again));

        var answer = Assert.Single(lines, line => line.Answers == again);
        Assert.True(answer.IsVideo, answer.Text);
        Assert.Equal(Assert.Single(lines, line => line.IsVideo && line.Answers == first).Text, answer.Text);
        Assert.Equal(0, await process.InterruptAsync());
        var jobs = await LeftBehind.JobsAsync(_folder.Path);
        Assert.Single(jobs, job => job.Job.Message == new MessageId(again) && job.Run.StartsWith("bot/", StringComparison.Ordinal));
        Assert.Equal(2, jobs.Count);
    }

    /// <summary>The chat has the video a moment before its job is done.</summary>
    private static async Task HasEndedAsync(LocalProcess process)
    {
        string? said = null;
        for (var tries = 0; tries < 100 && said is not "The queue is empty."; tries++)
        {
            var asked = await process.SayAsync("/status");
            said = (await process.UntilAsync(chat => chat.Any(line => line.Answers == asked))).Single(line => line.Answers == asked).Text;
        }
    }
}
