using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A message whose sending was never confirmed is found again among those of all chats, and no other is taken for it.</summary>
public class LostMessageSpecs
{
    private const int Limit = 60_000;

    /// <summary>More than are searched one by one.</summary>
    private const int Many = 500;

    private static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 2)]
    public async Task Workers_that_have_just_started_find_each_message_that_was_lost(int kills, int number)
    {
        var rig = new JobRig();
        for (var kill = 0; kill < kills; kill++)
        {
            await SpeakElsewhereAsync(rig, kill);
            await KillAsync(rig, number);
        }

        await SpeakElsewhereAsync(rig, kills);
        await rig.StartAnother().Runner.RunAsync(Asked(), "last", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages, message => message.Chat == Asked().Chat).Video);
    }

    [Fact(Timeout = Limit)]
    public async Task A_worker_that_has_just_started_learns_the_numbers_of_the_requests_that_wait()
    {
        var rig = new JobRig();
        rig.Chat.PassNumbers(Many);
        await new WaitingLine(rig.Documents).AddAsync([FakeJob.Of(message: 1000 + Many, chat: 2)], Token);
        await KillAsync(rig, number: 1);
        rig.Chat.PassNumbers(Many);

        await rig.Runner.RunAsync(Asked(), "last", cancellationToken: Token);

        Assert.NotNull(Assert.Single(rig.Chat.Messages).Video);
    }

    [Theory(Timeout = Limit)]
    [InlineData("""{"message":1000000}""")]
    [InlineData("half a docu")]
    public async Task Numbers_of_another_bot_that_had_the_documents_before_do_no_harm(string content)
    {
        var rig = new JobRig();
        await rig.Documents.PutAsync("jobs/newest.json", System.Text.Encoding.UTF8.GetBytes(content), expected: null, Token);

        await rig.Runner.RunAsync(Asked(), "worker", cancellationToken: Token);

        var message = Assert.Single(rig.Chat.Messages);
        Assert.NotNull(message.Video);
        Assert.Equal(message.Id, Assert.Single(rig.Chat.Notifications));
        var newest = await rig.Documents.GetAsync("jobs/newest.json", Token);
        Assert.InRange(System.Text.Json.Nodes.JsonNode.Parse(newest!.Content.Span)!["message"]!.GetValue<int>(), 1000, message.Id.Value);
    }

    [Fact(Timeout = Limit)]
    public async Task A_message_that_another_job_notes_during_the_search_stays()
    {
        var rig = new JobRig();
        var (isSent, isFound) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (hasBegun, sent) = (false, 0);
        var other = Task.CompletedTask;
        rig.Chat.Before = async (name, _) =>
        {
            switch (name)
            {
                case "send" when !hasBegun:
                    hasBegun = true;
                    other = rig.Runner.RunAsync(FakeJob.Of(message: 2, video: "bbbbbbbbbbb"), "other", cancellationToken: Token);
                    await isSent.Task;
                    break;
                case "sent" when ++sent == 1:
                    isSent.SetResult();
                    await isFound.Task;
                    break;
                case "sent" when sent == 2:
                    throw new ChatUnavailableException("the connection was closed");
                case "taken" when isFound.TrySetResult():
                    await other;
                    break;
            }
        };

        await rig.Runner.RunAsync(FakeJob.Of(message: 3), "worker", cancellationToken: Token);
        await other;

        Assert.True(isFound.Task.IsCompleted);
        Assert.Equal(2, rig.Chat.Videos.Count);
        Assert.Equal(2, rig.Chat.Messages.Count);
    }

    /// <summary>The job whose messages get lost. Its reader has waited, so that its video arrives with a message of its own.</summary>
    private static DownloadJob Asked() => FakeJob.Of(ago: LongAgo);

    /// <summary>The bot's other chats have many messages, of which the worker sends the last.</summary>
    private static async Task SpeakElsewhereAsync(JobRig rig, int turn)
    {
        rig.Chat.PassNumbers(Many);
        await rig.Runner.RunAsync(FakeJob.Of(message: 10 + turn, video: $"elsewhere-{turn}", chat: 2, ago: LongAgo), "elsewhere", cancellationToken: Token);
    }

    /// <summary>A worker that has just started is killed as soon as the chat has its message of a number.</summary>
    private static async Task KillAsync(JobRig rig, int number)
    {
        var killed = rig.StartAnother();
        using var kill = new CancellationTokenSource();
        rig.Chat.KillAt("sent", number, kill);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => killed.Runner.RunAsync(Asked(), $"killed-{Guid.NewGuid():N}", cancellationToken: kill.Token));
    }
}
