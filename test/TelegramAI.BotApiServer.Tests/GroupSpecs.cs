using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.Core.Chats;
using TelegramAI.Testing.Telegram;
using ChatId = TelegramAI.Core.Chats.ChatId;

namespace TelegramAI.BotApiServer.Tests;

public class GroupSpecs
{
    private static readonly ChatId Group = new(-500);
    private static readonly ChatId Supergroup = new(-1_000_000_000_500);
    private static readonly UserId Ada = new(7);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_message_in_a_topic_carries_its_number_and_answers_the_start_of_the_topic()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.Groups.OpenForumAsync(Supergroup, Cancel);
        var topic = await server.Groups.CreateTopicAsync(Supergroup, "Films", Ada, Cancel);
        await server.People.SendAsync(Supergroup, "in the topic", from: Ada, topic: topic, cancellationToken: Cancel);
        await server.People.SendAsync(Supergroup, "in general", from: Ada, cancellationToken: Cancel);

        var updates = await server.Bot.GetUpdates(cancellationToken: Cancel);

        Assert.Equal("Films", updates[0].Message!.ForumTopicCreated!.Name);
        var asked = updates[1].Message!;
        Assert.Equal((ChatType.Supergroup, true), (asked.Chat.Type, asked.Chat.IsForum));
        Assert.Equal((topic.Value, true), (asked.MessageThreadId, asked.IsTopicMessage));
        Assert.NotNull(asked.ReplyToMessage!.ForumTopicCreated);
        var general = updates[2].Message!;
        Assert.Equal((null, false, null), (general.MessageThreadId, general.IsTopicMessage, general.ReplyToMessage));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_stays_in_its_topic()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var (topic, asked) = await AskInTopicAsync(server);

        var named = await server.Bot.SendMessage(Supergroup.Value, "x", messageThreadId: topic.Value, cancellationToken: Cancel);
        var answered = await server.Bot.SendMessage(Supergroup.Value, "x", replyParameters: new ReplyParameters { MessageId = asked }, cancellationToken: Cancel);

        Assert.Equal((topic.Value, true), (named.MessageThreadId, named.IsTopicMessage));
        Assert.Equal(topic.Value, answered.MessageThreadId);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1)]
    [InlineData(999_999_999)]
    public async Task A_topic_that_is_not_there_is_not_found_and_the_general_one_has_no_number(int thread)
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await AskInTopicAsync(server);

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message thread not found",
            () => server.Bot.SendMessage(Supergroup.Value, "x", messageThreadId: thread, cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_deleted_topic_is_not_found()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var (topic, _) = await AskInTopicAsync(server);
        await server.Groups.DeleteTopicAsync(Supergroup, topic, Cancel);

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message thread not found",
            () => server.Bot.SendMessage(Supergroup.Value, "x", messageThreadId: topic.Value, cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task In_a_topic_an_answer_to_nothing_cannot_stand_alone()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var (topic, asked) = await AskInTopicAsync(server);
        await server.People.DeleteAsync(Supergroup, new Core.Chats.MessageId(asked), Cancel);
        var reply = new ReplyParameters { MessageId = asked, AllowSendingWithoutReply = true };

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message to be replied not found",
            () => server.Bot.SendMessage(Supergroup.Value, "x", messageThreadId: topic.Value, replyParameters: reply, cancellationToken: Cancel));
        var general = await server.Bot.SendMessage(Supergroup.Value, "x", replyParameters: reply, cancellationToken: Cancel);

        Assert.Null(general.MessageThreadId);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_group_that_became_a_supergroup_says_which_one_and_both_tell_the_bot()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.People.SendAsync(Group, "/download x", from: Ada, cancellationToken: Cancel);
        var sent = await server.Bot.SendMessage(Group.Value, "working", cancellationToken: Cancel);
        await server.Groups.MigrateAsync(Group, Supergroup, Ada, Cancel);

        foreach (var call in (Func<Task>[])[
            () => server.Bot.SendMessage(Group.Value, "x", cancellationToken: Cancel),
            () => server.Bot.EditMessageText(Group.Value, sent.Id, "x", cancellationToken: Cancel),
            () => server.Bot.DeleteMessage(Group.Value, sent.Id, Cancel)])
        {
            var refused = await MessageSpecs.RefusedAsync(400, "Bad Request: group chat was upgraded to a supergroup chat", call);
            Assert.Equal(Supergroup.Value, refused.Parameters!.MigrateToChatId);
        }

        var updates = await server.Bot.GetUpdates(cancellationToken: Cancel);
        Assert.Equal((Group.Value, Supergroup.Value), (updates[1].Message!.Chat.Id, updates[1].Message!.MigrateToChatId));
        Assert.Equal((Supergroup.Value, Group.Value), (updates[2].Message!.Chat.Id, updates[2].Message!.MigrateFromChatId));
        var there = await server.Bot.SendMessage(Supergroup.Value, "working", cancellationToken: Cancel);
        Assert.Equal((ChatType.Supergroup, "Group 500"), (there.Chat.Type, there.Chat.Title));
    }

    [Fact(Timeout = 30_000)]
    public async Task Videos_are_refused_where_the_bot_may_send_none()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync(chat: Supergroup.Value);
        await server.Groups.SetRightsAsync(Supergroup, new BotRights { SendVideos = false }, Cancel);
        var sent = await server.Bot.SendMessage(Supergroup.Value, "working", cancellationToken: Cancel);

        const string Refused = "Bad Request: not enough rights to send videos to the chat";
        await MessageSpecs.RefusedAsync(400, Refused, () => server.Bot.SendVideo(Supergroup.Value, Video(), cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(400, Refused, () => server.Bot.EditMessageMedia(Supergroup.Value, sent.Id, new InputMediaVideo(Video()), cancellationToken: Cancel));
        Assert.Empty(server.Files);
    }

    [Fact(Timeout = 30_000)]
    public async Task Texts_are_refused_where_the_bot_may_say_nothing()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync(chat: Supergroup.Value);
        await server.Groups.SetRightsAsync(Supergroup, new BotRights { SendMessages = false }, Cancel);

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: not enough rights to send text messages to the chat",
            () => server.Bot.SendMessage(Supergroup.Value, "x", cancellationToken: Cancel));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(-500, "Forbidden: bot was kicked from the group chat")]
    [InlineData(-1_000_000_000_500, "Forbidden: bot was kicked from the supergroup chat")]
    public async Task A_bot_that_was_thrown_out_is_told_so(long chat, string error)
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync(chat: chat);
        await server.People.SetBlockedAsync(new ChatId(chat), true, Cancel);

        await MessageSpecs.RefusedAsync(403, error, () => server.Bot.SendMessage(chat, "x", cancellationToken: Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_bot_deletes_anothers_message_only_where_it_may()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var said = await server.SayAsync(chat: Supergroup.Value);

        await MessageSpecs.RefusedAsync(400, "Bad Request: message can't be deleted", () => server.Bot.DeleteMessage(Supergroup.Value, said, Cancel));
        await server.Groups.SetRightsAsync(Supergroup, new BotRights { DeleteMessages = true }, Cancel);
        await server.Bot.DeleteMessage(Supergroup.Value, said, Cancel);

        await MessageSpecs.RefusedAsync(400, "Bad Request: message to delete not found", () => server.Bot.DeleteMessage(Supergroup.Value, said, Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_bot_learns_who_administers_a_group()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync(chat: Supergroup.Value);
        await server.Groups.SetMemberAsync(Supergroup, Ada, MemberStatus.Creator, Cancel);

        Assert.IsType<ChatMemberOwner>(await server.Bot.GetChatMember(Supergroup.Value, Ada.Value, Cancel));
        Assert.IsType<ChatMemberMember>(await server.Bot.GetChatMember(Supergroup.Value, 8, Cancel));
        Assert.Equal(Ada.Value, Assert.Single(await server.Bot.GetChatAdministrators(Supergroup.Value, cancellationToken: Cancel)).User.Id);
    }

    private static InputFileStream Video() => InputFile.FromStream(new MemoryStream(new byte[10]), "a.mp4");

    private static async Task<(TopicId Topic, int Asked)> AskInTopicAsync(LoopbackTelegram server)
    {
        await server.Groups.OpenForumAsync(Supergroup, Cancel);
        var topic = await server.Groups.CreateTopicAsync(Supergroup, "Films", Ada, Cancel);
        var asked = await server.People.SendAsync(Supergroup, "a link", from: Ada, topic: topic, cancellationToken: Cancel);
        return (topic, asked[0].MessageId);
    }
}
