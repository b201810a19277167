using System.Text.Json.Nodes;
using TelegramAI.Chat.Bot;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Replies;
using TelegramAI.Chat.Tests.Rig;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Tests.Bot;

public class ChatBotSpecs
{
    private static readonly (ChatId Chat, MessageId Message, UserId User) Me = (new(7), new(5), new(7));

    [Theory]
    [InlineData(1, 0, "Queued, 0 before you: you are first in line.")]
    [InlineData(1, 6, "Queued, 6 before you.")]
    [InlineData(3, 6, "Queued 3 videos, 6 before you.")]
    public async Task A_job_is_queued_and_told_its_place(int videos, int before, string words)
    {
        var rig = new BotRig("7");
        rig.Queue.Counts = new QueueCounts(before / 2, before / 2, Retrying: 5, DeadLetters: 40);

        Assert.Equal(words, await SayAsync(rig, BotRig.Download(videos)));
        Assert.Equal(videos, rig.Queue.Jobs.Count);

        // What sleeps until its next try is before nobody, and needs no machine yet.
        Assert.Equal(videos + before, rig.Fleet.Woken);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_single_jobs_message_can_cancel_it_makes_no_sound_and_is_the_one_that_its_worker_goes_on_with()
    {
        var rig = new BotRig("7");

        Assert.Null(await rig.HandleAsync(Asking(Link)));

        var (_, text) = Assert.Single(rig.Chat.Texts);
        Assert.Equal((true, (JobId?)JobId.Parse("7-5-1")), (text.Silent, text.Cancels));
        var entry = (await rig.Ledger.FindAsync(JobId.Parse("7-5-1"), TestContext.Current.CancellationToken))!;
        Assert.Equal((JobState.Waiting, new MessageId(101), null), (entry.State, entry.Progress!.Value, entry.Pending));

        // A worker is not kept waiting by the run that sent it.
        await using var run = await rig.Ledger.BeginAsync(rig.Queue.Jobs[0], "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal((JobState.Running, 1, new MessageId(101)), (run.Entry.State, run.Entry.Runs, run.Entry.Progress!.Value));
    }

    [Fact(Timeout = 10_000)]
    public async Task An_update_that_comes_again_queues_its_job_again_without_a_second_message()
    {
        var rig = new BotRig("7") { Queue = { Refusals = 1 } };

        await Assert.ThrowsAsync<QueueRefusedException>(() => rig.HandleAsync(Asking(Link)));
        Assert.Null(await rig.HandleAsync(Asking(Link)));

        Assert.Single(rig.Queue.Jobs);
        Assert.Equal(1, rig.Chat.Messages);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_chat_that_takes_no_message_now_loses_no_job()
    {
        var rig = new BotRig("7") { Chat = { SendRefusal = new ChatBusyException(TimeSpan.FromMinutes(1)) } };

        Assert.Null(await rig.HandleAsync(Asking(Link)));

        var entry = (await rig.Ledger.FindAsync(Assert.Single(rig.Queue.Jobs).Id, TestContext.Current.CancellationToken))!;
        Assert.Equal((null, null), (entry.Progress, entry.Pending));
    }

    [Fact]
    public async Task The_same_message_always_makes_the_same_jobs()
    {
        var (rig, again) = (new BotRig("7"), new BotRig("7"));
        await rig.HandleAsync(BotRig.Download(2));
        await again.HandleAsync(BotRig.Download(2));

        Assert.Equal(["7-5-1", "7-5-2"], rig.Queue.Jobs.Select(job => $"{job.Id}"), StringComparer.Ordinal);
        Assert.Equal(rig.Queue.Jobs, again.Queue.Jobs);
    }

    [Fact(Timeout = 10_000)]
    public async Task Before_there_is_an_image_of_the_workers_a_request_is_refused_with_the_reason_and_no_job_waits_for_it()
    {
        var rig = new BotRig("7");
        rig.Fleet.HasWorkerImage = false;

        Assert.Contains("hasn't been published yet", await SayAsync(rig, BotRig.Download(3)), StringComparison.Ordinal);
        Assert.Empty(rig.Queue.Jobs);
        Assert.Equal(0, rig.Fleet.Woken);
    }

    [Fact]
    public async Task What_is_beyond_the_limit_is_said() =>
        Assert.Contains("12 more were left out", await SayAsync(new BotRig("7"), BotRig.Download(50) with { LeftOut = 12 }), StringComparison.Ordinal);

    [Fact]
    public async Task A_stranger_gets_one_sentence_with_their_id_and_no_job()
    {
        var rig = new BotRig("7");

        var words = await SayAsync(rig, BotRig.Download(user: 4321));

        Assert.Contains("4321", words, StringComparison.Ordinal);
        Assert.Empty(rig.Queue.Jobs);
        Assert.Equal(words, await SayAsync(rig, new ChatCommand.Start(Me.Chat, Me.Message, new UserId(4321))));
    }

    [Fact]
    public async Task In_a_group_a_stranger_learns_the_groups_id_too()
    {
        var words = await SayAsync(new BotRig("7"), BotRig.Download(user: 4321) with { Chat = new ChatId(-1001) });

        Assert.Contains("4321", words, StringComparison.Ordinal);
        Assert.Contains("-1001", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_writes_in_the_name_of_a_chat_is_served_where_it_is_allowed_and_told_why_not_elsewhere()
    {
        var asked = BotRig.Download(user: -1001) with { Chat = new ChatId(-1001) };
        var (allowing, other) = (new BotRig("-1001"), new BotRig("7"));

        await SayAsync(allowing, asked);
        var words = await SayAsync(other, asked);

        Assert.Equal(new UserId(-1001), Assert.Single(allowing.Queue.Jobs).User);
        Assert.Empty(other.Queue.Jobs);
        Assert.Contains("doesn't say who wrote this", words, StringComparison.Ordinal);
        Assert.Contains("-1001", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_may_be_allowed()
    {
        var rig = new BotRig("*");
        await rig.HandleAsync(BotRig.Download(user: 4321));

        Assert.Single(rig.Queue.Jobs);
    }

    [Fact]
    public async Task A_queue_that_refuses_is_not_answered()
    {
        var rig = new BotRig("7") { Queue = { Refusals = 1 } };

        await Assert.ThrowsAsync<QueueRefusedException>(() => rig.HandleAsync(BotRig.Download()));
        Assert.Equal(0, rig.Fleet.Woken);
    }

    [Fact]
    public async Task Neither_a_count_nor_a_fleet_that_fails_loses_the_job()
    {
        var rig = new BotRig("7") { Queue = { CountFailure = new IOException() }, Fleet = { Failure = new IOException() } };

        Assert.Equal("Queued.", await SayAsync(rig, BotRig.Download()));
        Assert.Single(rig.Queue.Jobs);
    }

    [Fact]
    public async Task Help_tells_the_limits_and_who_answers_for_downloads()
    {
        var words = await SayAsync(new BotRig("7"), new ChatCommand.Help(Me.Chat, Me.Message, Me.User));

        Assert.Contains("120 minutes", words, StringComparison.Ordinal);
        Assert.Contains("Videos of up to 50 MB are sent here", words, StringComparison.Ordinal);
        Assert.Contains("2000 MB", words, StringComparison.Ordinal);
        Assert.Contains("The owner of this bot is responsible for what it downloads", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestRejection.NotYouTube, "isn't a YouTube link")]
    [InlineData(RequestRejection.NotOneVideo, "playlist")]
    [InlineData(RequestRejection.BrokenLink, "copy it again")]
    [InlineData(RequestRejection.Empty, "Send a link")]
    public async Task What_is_not_understood_says_what_to_send(RequestRejection reason, string words)
    {
        var rig = new BotRig("7");

        Assert.Contains(words, await SayAsync(rig, new ChatCommand.NotUnderstood(Me.Chat, Me.Message, Me.User, reason)), StringComparison.Ordinal);
        Assert.Empty(rig.Queue.Jobs);
    }

    [Fact]
    public async Task A_job_is_stopped_from_its_own_chat_only()
    {
        var rig = new BotRig("7");
        var job = JobId.Parse("7-5-1");
        rig.Cancellation.Running.Add(job);

        Assert.Equal("Cancelling it.", await PressAsync(rig, job, chat: 7));
        Assert.Equal((job, Me.User), Assert.Single(rig.Cancellation.Requests));
        Assert.DoesNotContain("Cancelling", await PressAsync(rig, job, chat: 8), StringComparison.Ordinal);
        Assert.DoesNotContain("Cancelling", await PressAsync(rig, JobId.Parse("7-5-2"), chat: 7), StringComparison.Ordinal);
        Assert.Contains("4321", await PressAsync(rig, job, chat: 7, user: 4321), StringComparison.Ordinal);
        Assert.Equal(2, rig.Cancellation.Requests.Count);
    }

    [Fact]
    public async Task A_link_that_asks_for_nothing_is_named_in_the_answer()
    {
        var asked = BotRig.Download() with
        {
            Ignored = [new IgnoredLink("https://vimeo.com/1", RequestRejection.NotYouTube), new IgnoredLink("youtu.be/abc", RequestRejection.BrokenLink)],
        };

        var words = await SayAsync(new BotRig("7"), asked);

        Assert.Contains("\nSkipped, because it isn't a YouTube link: https://vimeo.com/1", words, StringComparison.Ordinal);
        Assert.Contains("\nSkipped, because the link is incomplete: youtu.be/abc", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_buttons_of_a_job_work_in_the_supergroup_that_its_group_has_become()
    {
        var rig = new BotRig("7");
        var job = BotJob(chat: -500);
        await using (var run = await rig.Ledger.BeginAsync(job, "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
            await run.UpdateAsync(entry => entry.Moved(new ChatId(-1_000_500)), TestContext.Current.CancellationToken);
        rig.Cancellation.Running.Add(job.Id);

        Assert.Equal("Cancelling it.", await PressAsync(rig, job.Id, chat: -1_000_500));
        Assert.Contains("no longer works", await PressAsync(rig, job.Id, chat: -1_000_501), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_may_cancel_a_job_may_try_it_now()
    {
        var rig = new BotRig("7", "8");
        var job = BotJob(chat: -500);
        await using (var run = await rig.Ledger.BeginAsync(job, "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
            await run.UpdateAsync(entry => entry with { State = JobState.Retrying, NotBefore = DateTimeOffset.UtcNow.AddHours(1) }, TestContext.Current.CancellationToken);

        var other = Assert.IsType<BotReply.ButtonAnswer>(await rig.HandleAsync(new ChatCommand.TryNow(job.Chat, new UserId(8), job.Id, "cb")));

        Assert.Contains("Only the person who asked for it", other.Words, StringComparison.Ordinal);
        Assert.Empty(rig.Queue.Jobs);
    }

    [Fact]
    public async Task A_stale_button_is_answered() =>
        Assert.IsType<BotReply.ButtonAnswer>(await new BotRig("7").HandleAsync(new ChatCommand.StaleButton("cb")));

    [Fact]
    public async Task What_is_not_for_the_bot_is_not_answered() => Assert.Null(await new BotRig("7").HandleAsync(new ChatCommand.NotForUs()));

    [Theory]
    [InlineData(3, 2, 1, "3 waiting, 2 running, 1 retrying.")]
    [InlineData(0, 0, 1, "0 waiting, 0 running, 1 retrying.")]
    [InlineData(0, 0, 0, "The queue is empty.")]
    public async Task The_status_counts_the_jobs_in_each_state(int waiting, int running, int retrying, string words)
    {
        var rig = new BotRig("7") { Queue = { Counts = new QueueCounts(waiting, running, retrying, DeadLetters: 4) } };

        Assert.Equal(words, await SayAsync(rig, new ChatCommand.Status(Me.Chat, Me.Message, Me.User)));
    }

    [Fact]
    public void A_webhook_answers_with_the_method_in_its_response()
    {
        var said = JsonNode.Parse(new BotReply.Text(new ChatPlace(new ChatId(-100), new ThreadId(77), new MessageId(5)), "Queued").ToWebhookJson())!;
        var answered = JsonNode.Parse(new BotReply.ButtonAnswer("cb", new string('x', 300)).ToWebhookJson())!;

        Assert.Equal(("sendMessage", "Queued", -100), ((string?)said["method"], (string?)said["text"], (long)said["chat_id"]!));
        Assert.Equal((5, true), ((int)said["reply_parameters"]!["message_id"]!, (bool)said["reply_parameters"]!["allow_sending_without_reply"]!));
        Assert.Equal(77, (int)said["message_thread_id"]!);
        Assert.Equal(("answerCallbackQuery", "cb"), ((string?)answered["method"], (string?)answered["callback_query_id"]));
        Assert.Equal(200, ((string?)answered["text"])!.Length);
    }

    [Fact]
    public async Task A_video_that_Telegram_has_is_shown_at_once_without_a_job()
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        Assert.Null(await rig.HandleAsync(Asking(Link)));

        var (place, video) = Assert.Single(rig.Chat.Videos);
        Assert.Equal((new ChatId(7), new MessageId(5)), (place.Chat, place.ReplyTo));
        Assert.Equal(new ChatFileId("123456:BAACAgI"), video.FileId);
        Assert.Equal(("A title\nAn author", 1920, 1080), (video.Caption, video.Width, video.Height));
        Assert.Equal((0, 0), (rig.Queue.Calls, rig.Fleet.Woken));
        Assert.Equal(JobState.Delivered, (await rig.Ledger.FindAsync(JobId.Parse("7-5-1"), TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task An_update_that_comes_again_changes_nothing()
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        await rig.HandleAsync(Asking(Link));
        await rig.HandleAsync(Asking(Link));

        Assert.Single(rig.Chat.Videos);
        Assert.Equal(1, rig.Chat.Messages);
        Assert.Empty(rig.Queue.Jobs);
    }

    [Fact]
    public async Task An_update_that_comes_again_after_a_worker_delivered_its_job_changes_nothing()
    {
        var rig = new BotRig("7");
        await rig.HandleAsync(Asking(Link));
        await using (var run = await rig.Ledger.BeginAsync(rig.Queue.Jobs[0], "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
            await run.UpdateAsync(entry => entry.Ended(JobState.Delivered, DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken);
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        Assert.Null(await rig.HandleAsync(Asking(Link)));

        Assert.Empty(rig.Chat.Videos);
        Assert.Single(rig.Queue.Jobs);
    }

    public static TheoryData<ChatException> Refusals =>
    [
        new ChatBusyException(TimeSpan.FromMinutes(1)), new ChatFileGoneException("wrong file identifier"), new ChatRefusedException("can't use file of type Animation as Video"),
    ];

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task A_video_that_Telegram_refuses_to_show_becomes_a_job_that_goes_on_with_its_message(ChatException refusal)
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");
        rig.Chat.Refusal = refusal;

        Assert.Null(await rig.HandleAsync(Asking(Link)));

        var job = Assert.Single(rig.Queue.Jobs);
        var entry = await rig.Ledger.FindAsync(job.Id, TestContext.Current.CancellationToken);
        Assert.Equal((false, 1), (entry!.HasEnded, rig.Chat.Messages));
        Assert.NotNull(entry.Progress);
    }

    [Fact]
    public async Task The_button_to_try_at_once_queues_a_job_that_waits_and_does_nothing_else()
    {
        var rig = new BotRig("7");
        await rig.HandleAsync(Asking(Link));
        var job = rig.Queue.Jobs[0];
        await using (var run = await rig.Ledger.BeginAsync(job, "worker", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))
        {
            await run.UpdateAsync(
                entry => entry with { State = JobState.Retrying, NotBefore = DateTimeOffset.UtcNow.AddHours(1) }, TestContext.Current.CancellationToken);
        }

        var first = Assert.IsType<BotReply.ButtonAnswer>(await rig.HandleAsync(new ChatCommand.TryNow(new ChatId(7), new UserId(7), job.Id, "cb")));
        var elsewhere = Assert.IsType<BotReply.ButtonAnswer>(await rig.HandleAsync(new ChatCommand.TryNow(new ChatId(8), new UserId(7), job.Id, "cb")));

        Assert.Equal("Trying it now.", first.Words);
        Assert.Equal("This button no longer works.", elsewhere.Words);
        Assert.Equal(2, rig.Queue.Jobs.Count);
        Assert.Null((await rig.Ledger.FindAsync(job.Id, TestContext.Current.CancellationToken))!.NotBefore);
    }

    [Fact]
    public async Task Several_jobs_have_one_message_whose_buttons_are_for_all_of_them()
    {
        var rig = new BotRig("7");
        Assert.Null(await rig.HandleAsync(BotRig.Download(videos: 3)));

        var (_, text) = Assert.Single(rig.Chat.Texts);
        Assert.Equal((true, (JobId?)JobId.Parse("7-5-0")), (text.Silent, text.Cancels));
        Assert.All(rig.Queue.Jobs, job => Assert.Equal(3, job.BatchSize));
        Assert.Equal(rig.Queue.Jobs.Select(job => job.Request), (await rig.Ledger.FindAsync(JobId.Parse("7-5-0"), TestContext.Current.CancellationToken))!.Batch!.Requests);

        rig.Cancellation.Running.Add(JobId.Parse("7-5-0"));
        var answer = Assert.IsType<BotReply.ButtonAnswer>(await rig.HandleAsync(new ChatCommand.Cancel(new ChatId(7), new UserId(7), JobId.Parse("7-5-0"), "cb")));
        Assert.Equal("Cancelling all of them.", answer.Words);
    }

    [Fact]
    public async Task The_button_of_several_jobs_tries_those_at_once_that_wait()
    {
        var rig = new BotRig("7");
        await rig.HandleAsync(BotRig.Download(videos: 3));
        var (token, batch) = (TestContext.Current.CancellationToken, JobId.Parse("7-5-0"));
        await using (var run = await rig.Ledger.BeginAsync(rig.Queue.Jobs[1], "worker", TimeSpan.FromMinutes(1), token))
            await run.UpdateAsync(entry => entry with { State = JobState.Retrying, NotBefore = DateTimeOffset.UtcNow.AddHours(1) }, token);

        await using (var run = await rig.Ledger.BeginAsync((await rig.Ledger.FindAsync(batch, token))!.Job, "worker", TimeSpan.FromMinutes(1), token))
            await run.UpdateAsync(entry => entry with { Batch = entry.Batch!.With(new BatchResult(2, JobState.Retrying, "⏳ Later.")) }, token);

        var answer = Assert.IsType<BotReply.ButtonAnswer>(await rig.HandleAsync(new ChatCommand.TryNow(new ChatId(7), new UserId(7), batch, "cb")));

        Assert.Equal("Trying it now.", answer.Words);
        Assert.Equal(rig.Queue.Jobs[1], rig.Queue.Jobs[^1]);
        Assert.Equal(4, rig.Queue.Jobs.Count);
    }

    [Theory]
    [InlineData("654321:BAACAgI")]
    [InlineData("BAACAgI")]
    public async Task A_file_that_may_be_another_bots_is_a_workers_to_send(string fileId)
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, fileId);

        Assert.Null(await rig.HandleAsync(Asking(Link)));
        Assert.Single(rig.Queue.Jobs);
    }

    [Fact]
    public async Task Several_videos_are_jobs_even_those_that_Telegram_has()
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        Assert.Null(await rig.HandleAsync(Asking(Link, VideoId.Parse("aaaaaaaaaaa"))));
        Assert.Equal(2, rig.Queue.Jobs.Count);
    }

    [Fact]
    public async Task Another_height_is_another_video()
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        Assert.Null(await rig.HandleAsync(BotRig.Download() with { Requests = [VideoRequest.ForVideo(Link, 360)] }));
        Assert.Single(rig.Queue.Jobs);
        Assert.Null(await rig.HandleAsync(BotRig.Download(message: 6) with { Requests = [VideoRequest.ForVideo(Link, 1080)] }));
        Assert.Single(rig.Chat.Videos);
    }

    [Fact]
    public async Task A_stranger_is_shown_nothing()
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");

        Assert.IsType<BotReply.Text>(await rig.HandleAsync(Asking(Link) with { User = new UserId(4321) }));
        Assert.Empty(rig.Documents.Read);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_fails_or_hangs_leaves_the_request_to_a_worker(bool hangs)
    {
        var rig = new BotRig("7");
        await rig.DeliveredAsync(Link, "123456:BAACAgI");
        rig.Documents.Before = (_, _, token) => hangs ? Task.Delay(Timeout.Infinite, token) : throw new IOException("The store is away");

        Assert.Contains("Queued", await SayAsync(rig, Asking(Link)), StringComparison.Ordinal);
        Assert.Single(rig.Queue.Jobs);
    }

    private static VideoId Link => VideoId.Parse("dQw4w9WgXcQ");

    private static ChatCommand.Download Asking(params VideoId[] videos) =>
        BotRig.Download() with { Requests = [.. videos.Select(id => VideoRequest.ForVideo(id))] };

    /// <summary>What the bot says to a command, by a message of its own or as its answer.</summary>
    private static async Task<string> SayAsync(BotRig rig, ChatCommand.OfMessage command)
    {
        var before = rig.Chat.Texts.Count;
        var answer = await rig.HandleAsync(command);
        (ChatPlace Place, string Words)[] said =
        [
            .. rig.Chat.Texts.Skip(before).Select(message => (message.Place, message.Text.Text)),
            .. answer is BotReply.Text text ? [(text.Place, text.Words)] : ((ChatPlace, string)[])[],
        ];

        Assert.NotEmpty(said);
        Assert.All(said, message => Assert.Equal(command.Place, message.Place));
        return string.Join('\n', said.Select(message => message.Words));
    }

    private static DownloadJob BotJob(long chat) => new()
    {
        Id = new JobId(new ChatId(chat), new MessageId(5), 1),
        User = new UserId(7),
        Request = VideoRequest.ForVideo(Link),
        RequestedAt = DateTimeOffset.UtcNow,
    };

    private static async Task<string> PressAsync(BotRig rig, JobId job, long chat, long user = 7) =>
        Assert.IsType<BotReply.ButtonAnswer>(
            await rig.HandleAsync(new ChatCommand.Cancel(new ChatId(chat), new UserId(user), job, "cb"))).Words;
}
