using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Replies;
using TelegramAI.Chat.Tests.Rig;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Tests.Bot;

public class JobRightsSpecs
{
    private static readonly ChatId Group = new(-1001);
    private static readonly UserId Asker = new(7);
    private static readonly UserId Other = new(8);
    private static readonly JobId Job = new(Group, new MessageId(5), 1);

    private readonly BotRig _rig = new("-1001");

    public JobRightsSpecs() => _rig.Cancellation.Running.Add(Job);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asked_stops_their_job_by_what_its_message_answers()
    {
        Assert.Equal("Cancelling it.", await PressAsync(Asker, asker: Asker));
        Assert.Equal(0, _rig.Members.Calls);
    }

    [Fact]
    public async Task Whoever_asked_stops_their_job_by_the_ledger_where_the_asking_message_is_gone()
    {
        await BeginAsync();

        Assert.Equal("Cancelling it.", await PressAsync(Asker));
        Assert.Equal(0, _rig.Members.Calls);
    }

    [Fact]
    public async Task Nobody_else_of_the_group_stops_it()
    {
        await BeginAsync();

        Assert.Contains("Only the person who asked", await PressAsync(Other), StringComparison.Ordinal);
        Assert.Contains("Only the person who asked", await PressAsync(Other, asker: Asker), StringComparison.Ordinal);
        Assert.Empty(_rig.Cancellation.Requests);
    }

    [Fact]
    public async Task An_administrator_of_the_group_stops_it()
    {
        await BeginAsync();
        _rig.Members.Administrators.Add((Group, Other));

        Assert.Equal("Cancelling it.", await PressAsync(Other));
    }

    [Fact]
    public async Task Where_Telegram_does_not_tell_who_administers_the_group_another_stops_nothing()
    {
        await BeginAsync();
        _rig.Members.Failure = new ChatUnavailableException("Nobody answers");

        Assert.Contains("Only the person who asked", await PressAsync(Other, asker: Asker), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_stops_it_without_a_question()
    {
        _rig.Telegram.Admins.Add($"{Other}");

        Assert.Equal("Cancelling it.", await PressAsync(Other, asker: Asker));
        Assert.Equal(0, _rig.Members.Calls);
    }

    private async Task BeginAsync()
    {
        var job = new DownloadJob { Id = Job, User = Asker, Request = VideoRequest.ForSearch("cats"), RequestedAt = DateTimeOffset.UnixEpoch };
        await using var run = await _rig.Ledger.BeginAsync(job, "worker", TimeSpan.FromMinutes(1), Cancellation);
    }

    private async Task<string> PressAsync(UserId user, UserId? asker = null) =>
        Assert.IsType<BotReply.ButtonAnswer>(await _rig.HandleAsync(new ChatCommand.Cancel(Group, user, Job, "cb") { Asker = asker })).Words;
}
