using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Chat.Bot;
using TelegramAI.Chat.Commands;
using TelegramAI.Chat.Replies;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Chat.Tests.Rig;

/// <summary>The bot with a queue, a fleet and a ledger in memory.</summary>
public sealed class BotRig
{
    public BotRig(params string[] allowed)
    {
        foreach (var id in allowed)
            Telegram.AllowedUsers.Add(id);

        Ledger = new JobLedger(Documents, TimeProvider.System, NullLogger<JobLedger>.Instance);
        var (telegram, videos) = (Options.Create(Telegram), Options.Create(new VideoOptions()));
        Bot = new ChatBot(
            new DownloadQueue(
                Queue,
                Fleet,
                new QueuedMessage(Ledger, Chat, new ChatGate(Documents, TimeProvider.System), TimeProvider.System, NullLogger<QueuedMessage>.Instance),
                new WaitingLine(Documents),
                TimeProvider.System,
                NullLogger<DownloadQueue>.Instance),
            Cancellation,
            new JobRights(Ledger, Members, telegram, TimeProvider.System, NullLogger<JobRights>.Instance),
            Ledger,
            new SentVideos(Documents, videos, TimeProvider.System),
            new KnownVideoDelivery(
                Ledger, Chat, new ChatGate(Documents, TimeProvider.System), TimeProvider.System, NullLogger<KnownVideoDelivery>.Instance),
            new BotIdentity(telegram),
            telegram,
            videos,
            TimeProvider.System,
            NullLogger<ChatBot>.Instance);
    }

    public TelegramOptions Telegram { get; } = new() { Token = BotApi.Token };

    public MemoryQueue Queue { get; } = new();

    public MemoryFleet Fleet { get; } = new();

    public MemoryCancellation Cancellation { get; } = new();

    public JobLedger Ledger { get; }

    public MemoryMembers Members { get; } = new();

    /// <summary>What workers have delivered.</summary>
    public MemoryDocuments Documents { get; } = new();

    /// <summary>Where the bot shows what Telegram has.</summary>
    public MemoryChat Chat { get; } = new();

    public ChatBot Bot { get; }

    /// <summary>Makes a video one that Telegram has, in the height that is meant where a message asks for none.</summary>
    public Task DeliveredAsync(VideoId id, string fileId) => Documents.PutAsync(
        VideoKey.ManifestPathOf(id, 1080),
        Encoding.UTF8.GetBytes(
            $$"""
            {"key":{"id":"{{id}}","format":"1080p.mp4"},"title":"A title","author":"An author","duration":"00:01:01.2000000",
             "width":1920,"height":1080,"bytes":1000,"storedAt":"2026-01-01T00:00:00+00:00","fileId":"{{fileId}}"}
            """),
        expected: null);

    public Task<BotReply?> HandleAsync(ChatCommand command) => Bot.HandleAsync(command, TestContext.Current.CancellationToken);

    public static ChatCommand.Download Download(int videos = 1, long user = 7, int message = 5) => new(
        new ChatId(7),
        new MessageId(message),
        new UserId(user),
        [.. Enumerable.Range(0, videos).Select(n => VideoRequest.ForSearch($"video {n}"))],
        LeftOut: 0,
        DateTimeOffset.UnixEpoch.AddDays(1));
}

public sealed class MemoryQueue : IJobQueue
{
    private readonly ConcurrentQueue<DownloadJob> _jobs = new();

    public IReadOnlyList<DownloadJob> Jobs => [.. _jobs];

    public QueueCounts Counts { get; set; } = new(0, 0, 0, 0);

    /// <summary>How many sends fail from now on.</summary>
    public int Refusals { get; set; }

    public Exception? CountFailure { get; set; }

    /// <summary>How many calls were made in all.</summary>
    public int Calls { get; private set; }

    public Task SendAsync(IReadOnlyCollection<DownloadJob> jobs, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        Calls++;
        if (Refusals-- > 0)
            throw new IOException("The queue is full");

        foreach (var job in jobs)
            _jobs.Enqueue(job);

        return Task.CompletedTask;
    }

    public Task<QueueCounts> CountAsync(CancellationToken cancellationToken = default)
    {
        Calls++;
        return CountFailure is null ? Task.FromResult(Counts) : Task.FromException<QueueCounts>(CountFailure);
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, TimeSpan wait, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The bot receives nothing");

    public Task ExtendAsync(QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The bot receives nothing");

    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The bot receives nothing");
}

public sealed class MemoryFleet : IFleetWaker
{
    public int Woken { get; private set; }

    public bool HasWorkerImage { get; set; } = true;

    public Exception? Failure { get; set; }

    public Task<int?> WakeAsync(int jobs, CancellationToken cancellationToken = default)
    {
        Woken += jobs;
        return Failure is null ? Task.FromResult<int?>(1) : Task.FromException<int?>(Failure);
    }
}

public sealed class MemoryMembers : IChatMembers
{
    public HashSet<(ChatId Chat, UserId User)> Administrators { get; } = [];

    public ChatException? Failure { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    public Task<bool> IsAdministratorAsync(ChatId chat, UserId user, CancellationToken cancellationToken = default)
    {
        Calls++;
        return Failure is null ? Task.FromResult(Administrators.Contains((chat, user))) : Task.FromException<bool>(Failure);
    }
}

public sealed class MemoryCancellation : IJobCancellation
{
    public HashSet<JobId> Running { get; } = [];

    public List<(JobId Job, UserId User)> Requests { get; } = [];

    public Task<bool> RequestAsync(JobId job, UserId user, CancellationToken cancellationToken = default)
    {
        Requests.Add((job, user));
        return Task.FromResult(Running.Contains(job));
    }
}
