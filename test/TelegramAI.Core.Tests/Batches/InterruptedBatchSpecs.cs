using TelegramAI.Core.Chats;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Tests.Batches;

/// <summary>A worker that is killed in the middle of several videos, and an answer of the chat that is lost.</summary>
public class InterruptedBatchSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData("sent", 1)]
    [InlineData("sent", 3)]
    [InlineData("shown", 2)]
    [InlineData("deleted", 1)]
    public async Task An_answer_of_the_chat_that_is_lost_after_the_work_leaves_no_second_message(string call, int number)
    {
        var rig = new JobRig();
        var calls = 0;
        rig.Chat.Before = (name, _) => string.Equals(name, call, StringComparison.Ordinal) && ++calls == number
            ? throw new ChatUnavailableException("the connection was closed")
            : Task.CompletedTask;

        foreach (var job in await rig.QueueAsync(Batch.OfThree(Batch.LongAgo)))
            await rig.Runner.RunAsync(job, "worker", cancellationToken: Token);

        Assert.Equal((4, 3, 1), (rig.Chat.Messages.Count, rig.Chat.Videos.Count, rig.Chat.Notifications.Count));
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
    }

    public static TheoryData<string, int> Moments => new(
        from call in new[] { "send", "sent", "show", "shown", "delete", "deleted" }
        from number in new[] { 1, 2, 3, 4 }
        select (call, number));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Moments))]
    public async Task A_kill_at_any_moment_leaves_each_video_once_and_one_last_word(string call, int number)
    {
        var rig = new JobRig();
        var jobs = await rig.QueueAsync(Batch.OfThree(Batch.LongAgo));
        rig.Source.OnResolve = (_, _) => rig.Source.Resolves is 2 ? throw new VideoUnavailableException(UnavailableReason.Private, "private") : Task.CompletedTask;
        using var kill = new CancellationTokenSource();
        rig.Chat.KillAt(call, number, kill);

        foreach (var job in jobs)
        {
            try
            {
                await rig.Runner.RunAsync(job, "first", cancellationToken: kill.IsCancellationRequested ? Token : kill.Token);
            }
            catch (OperationCanceledException) when (!Token.IsCancellationRequested)
            {
                // Its message comes back.
                await rig.Runner.RunAsync(job, "second", cancellationToken: Token);
            }
        }

        Assert.Equal(2, rig.Chat.Videos.Count);
        Assert.Equal(3, rig.Chat.Messages.Count);
        Assert.StartsWith("✅ 2 of 3 videos are here, 1 failed.", rig.Chat.Messages[^1].Text, StringComparison.Ordinal);
        Assert.All(rig.Chat.Messages, message => Assert.Null(message.Cancels));
        Assert.InRange(rig.Chat.Notifications.Count, 0, 1);
    }
}
