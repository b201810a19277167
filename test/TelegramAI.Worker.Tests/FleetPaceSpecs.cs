using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>
/// Workers that know nothing of each other but their number, on a Telegram that enforces its limits.
/// https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
/// </summary>
public class FleetPaceSpecs(ITestOutputHelper output)
{
    private const int Workers = 20;
    private const int Chats = 60;
    private const int Groups = 10;
    private const int JobsOfChat = 5;
    private const int TooMany = 429;
    private static readonly ChatId Flooded = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<ChatId> AllChats => Enumerable.Range(1, Chats).Select(number => new ChatId(number <= Chats - Groups ? number : -number));

    [Fact(Timeout = 600_000)]
    public async Task Three_hundred_jobs_of_sixty_chats_arrive_within_Telegrams_limits_and_one_refused_chat_holds_up_nobody()
    {
        await using var fleet = await LimitedFleet.StartAsync(Workers, Token);
        await WarmUpAsync(fleet);
        var jobs = await AskAsync(fleet, AllChats, JobsOfChat);
        fleet.Telegram.Faults.FloodChat(Flooded, TimeSpan.FromMinutes(50));

        var began = fleet.Clock.GetUtcNow();
        await fleet.RunUntilAsync(async () => await fleet.Queue.CountAsync(Token) is { Waiting: 0, Running: 0, Retrying: JobsOfChat }, Token);
        var took = fleet.Clock.GetUtcNow() - began;

        var waits = fleet.Watch.FirstReplies.Values.Order().ToList();
        var refusals = fleet.Watch.Refusals.Where(refusal => refusal.Chat != Flooded).ToList();
        output.WriteLine($"{jobs.Count - JobsOfChat} jobs in {took.TotalSeconds:0.0} s, {fleet.Telegram.Counts.ByMethod.Sum(call => call.Value) / took.TotalSeconds:0.0} calls a second");
        output.WriteLine($"first replies after {waits[waits.Count / 2].TotalSeconds:0.00} s (median), {waits[^1].TotalSeconds:0.00} s (longest)");
        output.WriteLine($"refusals: {refusals.Count}, and {fleet.Watch.Refusals.Count - refusals.Count} in the refused chat; {string.Join(", ", refusals)}");
        foreach (var (method, calls) in fleet.Telegram.Counts.ByMethod)
            output.WriteLine($"{method}: {calls}");

        Assert.Equal(fleet.Watch.Refusals.Count, fleet.Telegram.Counts.Refused(TooMany));
        Assert.InRange(refusals.Count, 0, 4);
        Assert.Equal(AllChats.Except([Flooded]).Order(ById), fleet.Watch.FirstReplies.Keys.Order(ById));
        Assert.InRange(waits[^1], TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await DeliveredOnceAsync(fleet, jobs, AllChats.Except([Flooded]));

        fleet.Clock.Skip(TimeSpan.FromMinutes(51));
        var again = fleet.Clock.GetUtcNow();
        await fleet.RunUntilAsync(async () => await fleet.Queue.CountAsync(Token) is { Waiting: 0, Running: 0, Retrying: 0 }, Token);

        output.WriteLine($"the refused chat's jobs in {(fleet.Clock.GetUtcNow() - again).TotalSeconds:0.0} s");
        await DeliveredOnceAsync(fleet, jobs, AllChats);
        Assert.InRange(fleet.Watch.Refusals.Count(refusal => refusal.Chat != Flooded), 0, 4);
    }

    private static Comparer<ChatId> ById => Comparer<ChatId>.Create((one, other) => one.Value.CompareTo(other.Value));

    /// <summary>All machines are one process here, whose first job pays for its compilation.</summary>
    private static async Task WarmUpAsync(LimitedFleet fleet)
    {
        await AskAsync(fleet, [new ChatId(1000)], videos: 1);
        await fleet.RunUntilAsync(async () => await fleet.Queue.CountAsync(Token) is { Waiting: 0, Running: 0 }, Token);
        fleet.Watch.Clear();
        fleet.Telegram.Counts.Clear();
    }

    /// <summary>Every chat asks for videos; they come to the workers in any order, as SQS gives them.</summary>
    private static async Task<IReadOnlyList<DownloadJob>> AskAsync(LimitedFleet fleet, IEnumerable<ChatId> chats, int videos)
    {
        var jobs = new List<DownloadJob>();
        foreach (var chat in chats)
        {
            var asked = await fleet.Telegram.People.SendAsync(chat, "some videos", cancellationToken: Token);
            jobs.AddRange(Enumerable.Range(1, videos).Select(number => new DownloadJob
            {
                Id = new JobId(chat, new MessageId(asked[0].MessageId), number),
                User = new UserId(1),
                Request = VideoRequest.ForVideo(VideoId.Parse($"{Math.Abs(chat.Value):000000}-{number:0000}")),
                RequestedAt = fleet.Clock.GetUtcNow(),
            }));
        }

        var shuffled = jobs.ToArray();
        new Random(1).Shuffle(shuffled);
        await fleet.Queue.SendAsync(shuffled, Token);
        return jobs;
    }

    private static async Task DeliveredOnceAsync(LimitedFleet fleet, IReadOnlyList<DownloadJob> jobs, IEnumerable<ChatId> chats)
    {
        foreach (var chat in chats)
        {
            var messages = await fleet.Telegram.ReadAsync(chat, Token);
            Assert.Equal(JobsOfChat, messages.Count(message => message.Video is not null));
            Assert.Equal(JobsOfChat + 1, messages.Count);
            foreach (var job in jobs.Where(job => job.Chat == chat))
                Assert.Equal(JobState.Delivered, (await fleet.Ledger.FindAsync(job.Id, Token))!.State);
        }
    }
}
