using System.Text.Json.Serialization;
using TelegramAI.Core.Batches;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Videos;

namespace TelegramAI.Core.Jobs;

/// <summary>What the ledger knows of a job: the results of its finished steps, and how it ended.</summary>
public sealed record JobEntry
{
    public required DownloadJob Job { get; init; }

    public required JobState State { get; init; }

    /// <summary>The run that owns the job: a worker whose run is not this one has lost the job.</summary>
    public required string Run { get; init; }

    /// <summary>When the run last showed that it is alive; null where it has given the job up.</summary>
    public DateTimeOffset? AliveAt { get; init; }

    /// <summary>How many runs have begun.</summary>
    public required int Runs { get; init; }

    /// <summary>How many runs have failed with something that is worth another try.</summary>
    public int Failures { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Before when no run may begin: the job waits for another try, or for its chat.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The supergroup that the job's group has become; null where its chat is still the one that it was asked in.</summary>
    public ChatId? MovedTo { get; init; }

    /// <summary>The chat that the job speaks in.</summary>
    [JsonIgnore]
    public ChatId Chat => MovedTo ?? Job.Chat;

    /// <summary>Where the job speaks. A supergroup does not know the messages of the group that it was.</summary>
    [JsonIgnore]
    public ChatPlace Place => MovedTo is { } chat ? new ChatPlace(chat) : Job.Place;

    /// <summary>The message that shows how far the job is, and becomes the video.</summary>
    public MessageId? Progress { get; init; }

    /// <summary>A message that is about to be sent, or was sent and is not known yet.</summary>
    public PendingMessage? Pending { get; init; }

    /// <summary>How many messages were sent for the job.</summary>
    public int Messages { get; init; }

    /// <summary>A message that <see cref="Progress"/> has replaced and that is still to be deleted.</summary>
    public MessageId? Replaced { get; init; }

    /// <summary>A message that notifies was sent for the job, or may have been: there is no second one.</summary>
    public bool HasNotified { get; init; }

    /// <summary>The result of the step <c>resolve</c>.</summary>
    public ResolvedVideo? Resolved { get; init; }

    /// <summary>The result of the step <c>store</c>: the bytes that the video has.</summary>
    public long? StoredBytes { get; init; }

    /// <summary>The result of the step <c>deliver</c>.</summary>
    public Delivery? Delivered { get; init; }

    /// <summary>The last failure, as the reader was told it.</summary>
    public string? Failure { get; init; }

    /// <summary>Why a run of it failed in a way that was not foreseen, for the operator; the chat never sees it.</summary>
    public string? Error { get; init; }

    /// <summary>Somebody in the chat asked to stop the job.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How far the jobs of one message are, where this is the entry of all of them together; null for a job's own.</summary>
    public BatchTally? Batch { get; init; }

    public bool HasEnded => State is JobState.Delivered or JobState.Failed or JobState.Cancelled;

    /// <summary>The entry of the job in the supergroup that its group has become: none of its messages are there.</summary>
    public JobEntry Moved(ChatId chat) =>
        this with { MovedTo = chat, Progress = null, Replaced = null, Pending = new PendingMessage(new MessageId(0), Run) };

    /// <summary>The entry of the job as it ended.</summary>
    public JobEntry Ended(JobState state, DateTimeOffset at) =>
        this with { State = state, EndedAt = at, AliveAt = null, NotBefore = null, Pending = null, Replaced = null };
}

/// <summary>
/// A message whose sending has begun. Telegram can't be asked what it was sent, so a run that finds this of another run has to expect
/// such a message somewhere after <see cref="After"/>.
/// </summary>
/// <param name="After">The newest message of the chat that was known then.</param>
/// <param name="Run">The run that began to send it.</param>
/// <param name="Candidate">The message that was looked at last in search of it, before that was done.</param>
/// <param name="Repeats">The newest message that was known each time when it was sent again by another run.</param>
public sealed record PendingMessage(MessageId After, string Run, MessageId? Candidate = null, IReadOnlyList<MessageId>? Repeats = null)
{
    /// <summary>All messages after which it may be.</summary>
    [JsonIgnore]
    public IEnumerable<MessageId> Starts => [After, .. Repeats ?? []];

    /// <summary>It is about to be sent again, after some message.</summary>
    public PendingMessage Again(MessageId after) => this with { Repeats = [.. Repeats ?? [], after] };
}

public enum JobState
{
    Running,

    /// <summary>It is in the queue and no worker has begun it yet. Its name in entries is not that of jobs that were set aside.</summary>
    [JsonStringEnumMemberName("Queued")]
    Waiting,

    /// <summary>It was set aside, and the queue will deliver it again. Entries have the name that the state had first.</summary>
    [JsonStringEnumMemberName("Waiting")]
    Retrying,
    Delivered,
    Failed,
    Cancelled,
}

/// <summary>How a video reached its chat.</summary>
/// <param name="FileId">The chat's own id of the video, where it was sent as one.</param>
/// <param name="AsLink">It was too large for the chat, or the chat takes no videos, so it got a link.</param>
public sealed record Delivery(ChatFileId? FileId, bool AsLink);
