using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;

namespace TelegramAI.Core.Tests.Steps;

/// <summary>What waiting jobs are told of their place in the queue.</summary>
public sealed class QueuePlacesSpecs
{
    private const int Limit = 30_000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly MemoryDocuments _documents = new();
    private readonly ToldPlaces _chat = new();
    private readonly JobLedger _ledger;
    private readonly WaitingLine _line;

    public QueuePlacesSpecs()
    {
        _ledger = new JobLedger(_documents, _time, NullLogger<JobLedger>.Instance);
        _line = new WaitingLine(_documents);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_place_moves_as_those_before_it_begin_and_end()
    {
        var (first, second, third) = (await AskAsync(chat: 1), await AskAsync(chat: 2), await AskAsync(chat: 3));
        await using var run = await _ledger.BeginAsync(first, "worker", TimeSpan.FromMinutes(1), Token);
        await UpdateAsync();

        // What runs is still before those that wait, as the first answer counted it.
        Assert.Equal("Queued, 1 before you.", _chat.Last(second.Chat));
        Assert.Equal("Queued, 2 before you.", _chat.Last(third.Chat));

        await run.UpdateAsync(entry => entry.Ended(JobState.Delivered, _time.GetUtcNow()), Token);
        await using var next = await _ledger.BeginAsync(second, "worker", TimeSpan.FromMinutes(1), Token);
        _chat.Clear();
        await UpdateAsync();

        Assert.Null(_chat.Last(second.Chat));
        Assert.Equal("Queued, 1 before you.", _chat.Last(third.Chat));
        Assert.Equal([second.Id, third.Id], (await _line.ListAsync(Token)).SelectMany(request => request.Jobs));
    }

    [Fact(Timeout = Limit)]
    public async Task A_place_that_has_not_changed_is_not_told_again()
    {
        await AskAsync(chat: 1);
        await UpdateAsync();
        _chat.Clear();
        await UpdateAsync();

        Assert.Null(_chat.Last(new ChatId(1)));
    }

    [Fact(Timeout = Limit)]
    public async Task One_worker_at_a_time_tells_places()
    {
        await AskAsync(chat: 1);
        _time.Advance(QueuePlaces.Interval);
        await Task.WhenAll(Places().UpdateAsync(Token), Places().UpdateAsync(Token), Places().UpdateAsync(Token));

        Assert.Equal(1, _chat.Edits);

        await Places().UpdateAsync(Token);
        Assert.Equal(1, _chat.Edits);
    }

    [Fact(Timeout = Limit)]
    public async Task The_jobs_of_one_message_count_each_and_one_that_sleeps_until_its_next_try_counts_not()
    {
        var several = await AskAsync(chat: 1, jobs: 3);
        await using (var run = await _ledger.BeginAsync(Job(1, number: 2), "worker", TimeSpan.FromMinutes(1), Token))
            await run.UpdateAsync(entry => entry with { State = JobState.Retrying, NotBefore = _time.GetUtcNow().AddHours(1) }, Token);
        var last = await AskAsync(chat: 2);

        await UpdateAsync();

        Assert.Equal(3, (await _line.ListAsync(Token))[0].Jobs.Count);
        Assert.Equal("Queued, 2 before you.", _chat.Last(last.Chat));

        // How far they are is told by the jobs, once one has begun.
        Assert.Null(_chat.Last(several.Chat));
    }

    [Fact(Timeout = Limit)]
    public async Task The_jobs_of_one_message_are_told_the_place_of_the_first()
    {
        var first = await AskAsync(chat: 1);
        var several = await AskAsync(chat: 2, jobs: 3);
        await UpdateAsync();
        Assert.Equal("Queued 3 videos, 1 before you.", _chat.Last(several.Chat));

        await using (var run = await _ledger.BeginAsync(first, "worker", TimeSpan.FromMinutes(1), Token))
            await run.UpdateAsync(entry => entry.Ended(JobState.Delivered, _time.GetUtcNow()), Token);

        await UpdateAsync();
        Assert.Equal("Queued 3 videos, 0 before you: you are first in line.", _chat.Last(several.Chat));
    }

    [Fact(Timeout = Limit)]
    public async Task A_chat_that_refuses_now_is_told_with_the_next_turn()
    {
        await AskAsync(chat: 1);
        var last = await AskAsync(chat: 2);
        _chat.Refuses = new ChatBusyException(TimeSpan.FromSeconds(3));
        await UpdateAsync();
        Assert.Null(_chat.Last(last.Chat));

        _chat.Refuses = null;
        await UpdateAsync();
        Assert.Equal("Queued, 1 before you.", _chat.Last(last.Chat));
    }

    [Fact(Timeout = Limit)]
    public async Task An_update_that_comes_again_takes_no_second_place()
    {
        await AskAsync(chat: 1);
        await AskAsync(chat: 1);

        Assert.Single(await _line.ListAsync(Token));
    }

    [Fact(Timeout = Limit)]
    public async Task A_job_that_the_queue_has_forgotten_holds_no_place()
    {
        await AskAsync(chat: 1);
        _time.Advance(TimeSpan.FromDays(5));
        await UpdateAsync();

        Assert.Empty(await _line.ListAsync(Token));
    }

    private QueuePlaces Places() => new(_ledger, _line, _documents, _chat, _time, NullLogger<QueuePlaces>.Instance);

    private async Task UpdateAsync()
    {
        _time.Advance(QueuePlaces.Interval);
        await Places().UpdateAsync(Token);
    }

    /// <summary>Asks for videos as the bot does: several have one message.</summary>
    private async Task<DownloadJob> AskAsync(long chat, int jobs = 1)
    {
        DownloadJob[] asked = [.. Enumerable.Range(1, jobs).Select(number => Job(chat, number))];
        await _line.AddAsync(asked, Token);
        await new QueuedMessage(_ledger, _chat, new ChatGate(_documents, _time), _time, NullLogger<QueuedMessage>.Instance).TrySendAsync(asked, 5, Token);

        return asked[0];
    }

    private DownloadJob Job(long chat, int number) => new()
    {
        Id = new JobId(new ChatId(chat), new MessageId(5), number),
        User = new UserId(7),
        Request = VideoRequest.ForSearch("rain"),
        RequestedAt = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(chat),
    };

    private sealed class ToldPlaces : IChat
    {
        private readonly Dictionary<ChatId, string> _told = [];
        private int _messages;

        public int Edits { get; private set; }

        public ChatException? Refuses { get; set; }

        public string? Last(ChatId chat) => _told.GetValueOrDefault(chat);

        public void Clear() => _told.Clear();

        public Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default) =>
            Task.FromResult(new MessageId(100 + ++_messages));

        public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default)
        {
            if (Refuses is { } refusal)
                throw refusal;

            Assert.True(text.IsOptional);
            Assert.NotNull(text.Cancels);
            Edits++;
            _told[chat] = text.Text;
            return Task.CompletedTask;
        }

        public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
