using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>A group that becomes a supergroup takes its jobs along.</summary>
public class MigrationSpecs
{
    private const int Limit = 60_000;
    private static readonly ChatId Group = new(-500);
    private static readonly ChatId Supergroup = new(-1_000_500);
    private static readonly DownloadJob Job = FakeJob.Of(chat: Group.Value);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Limit)]
    [InlineData("send")]
    [InlineData("edit")]
    [InlineData("show")]
    [InlineData("delete")]
    public async Task A_job_ends_in_the_supergroup_whichever_call_learns_of_it(string call)
    {
        var rig = new JobRig();
        MigrateAt(rig, call);

        var outcome = await rig.Runner.RunAsync(Job with { RequestedAt = DateTimeOffset.UtcNow.AddMinutes(-5) }, "worker", cancellationToken: Token);

        Assert.Equal((JobState.Delivered, Supergroup), (outcome.Entry.State, outcome.Entry.Chat));
        var there = Assert.Single(rig.Chat.Messages, message => message.Chat == Supergroup);
        Assert.NotNull(there.Video);
        Assert.Null(there.ReplyTo);
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_waited_meanwhile_says_its_last_word_in_the_supergroup()
    {
        var rig = new JobRig();
        rig.Source.OnResolve = (_, _) => throw new VideoUnavailableException(UnavailableReason.Private, "private");
        MigrateAt(rig, "edit");

        var outcome = await rig.Runner.RunAsync(Job, "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
        Assert.StartsWith("❌", Assert.Single(rig.Chat.Messages, message => message.Chat == Supergroup).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_dead_letter_is_told_in_the_supergroup()
    {
        var rig = new JobRig();
        MigrateAt(rig, "send");

        await rig.DeadLetters.HandleAsync(JobRig.Letter(Job), Token);

        Assert.Equal(Supergroup, Assert.Single(rig.Chat.Messages).Chat);
        Assert.Equal(JobState.Failed, (await rig.Ledger.FindAsync(Job.Id, Token))!.State);
    }

    [Fact(Timeout = Limit)]
    public async Task A_supergroup_that_says_that_it_has_moved_is_gone()
    {
        var rig = new JobRig();
        rig.Chat.BeforeIn = (_, _) => throw new ChatMigratedException(Supergroup);

        var outcome = await rig.Runner.RunAsync(Job, "worker", cancellationToken: Token);

        Assert.Equal(JobState.Failed, outcome.Entry.State);
    }

    /// <summary>From its first call of one kind on, the group refuses all.</summary>
    private static void MigrateAt(JobRig rig, string first)
    {
        var hasMoved = false;
        rig.Chat.BeforeIn = (call, chat) =>
        {
            hasMoved |= string.Equals(call, first, StringComparison.Ordinal);
            return hasMoved && chat == Group ? throw new ChatMigratedException(Supergroup) : Task.CompletedTask;
        };
    }
}
