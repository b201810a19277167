using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Chats.Pace;
using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Chats;

/// <summary>Workers that share only the documents, over a chat that notes when it was called, on a clock of their own.</summary>
internal sealed class PacedFleet : IChat
{
    private readonly Lock _gate = new();
    private readonly List<MadeCall> _calls = [];
    private int _last = 1000;

    public PacedFleet(int workers = 1, int? size = null, SoleOwner? owner = null) =>
        Workers = [.. Enumerable.Range(0, workers)
            .Select(_ => new PacedChat(this, new ChatTurns(Documents, Time, owner), new BotPace(new FleetOf(size ?? workers), Time), Time))];

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public MemoryDocuments Documents { get; } = new();

    public IReadOnlyList<PacedChat> Workers { get; }

    /// <summary>Called before each call; may throw.</summary>
    public Action<ChatId> Before { get; set; } = _ => { };

    public IReadOnlyList<MadeCall> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>The most calls within any such time.</summary>
    public static int MostWithin(TimeSpan span, IEnumerable<MadeCall> calls)
    {
        var times = calls.Select(call => call.At).Order().ToList();
        return times.Count == 0 ? 0 : times.Max(first => times.Count(at => at >= first && at - first < span));
    }

    /// <summary>Lets the time pass until all is done.</summary>
    /// <returns>How much has passed.</returns>
    public async Task<TimeSpan> PassAsync(Task all, TimeSpan? step = null)
    {
        var began = Time.GetUtcNow();
        while (!all.IsCompleted)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(20));
            await Task.Delay(1);
        }

        await all;
        return Time.GetUtcNow() - began;
    }

    public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default)
    {
        Note("send", place.Chat);
        return Task.FromResult(new MessageId(Interlocked.Increment(ref _last)));
    }

    public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default)
    {
        Note("edit", chat);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) => Task.FromResult(false);

    public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private void Note(string call, ChatId chat)
    {
        Before(chat);
        lock (_gate)
            _calls.Add(new MadeCall(call, chat, Time.GetUtcNow()));
    }

    private sealed class FleetOf(int workers) : IFleetSize
    {
        public ValueTask<int> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(workers);
    }
}

/// <param name="Call">What was called.</param>
/// <param name="Chat">In which chat.</param>
/// <param name="At">When.</param>
internal sealed record MadeCall(string Call, ChatId Chat, DateTimeOffset At);
