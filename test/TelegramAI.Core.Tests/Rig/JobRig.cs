using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Chats;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Steps;
using TelegramAI.Core.Videos;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Jobs;
using TelegramAI.Testing.Logging;

namespace TelegramAI.Core.Tests.Rig;

/// <summary>What runs jobs, and what ends them without a run, on documents and videos in memory, with a scripted source and chat.</summary>
internal sealed class JobRig
{
    /// <summary>For how long a run counts as alive, in specs that begin one themselves.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly MemoryVideoFiles _files;

    public JobRig(TimeSpan? progressInterval = null, TimeProvider? time = null, JobRig? first = null)
    {
        _time = time ?? TimeProvider.System;
        _files = first?._files ?? new MemoryVideoFiles(_time);
        Chat = first?.Chat ?? new FakeChat();
        Documents = first?.Documents ?? new MemoryDocuments();
        Ledger = new JobLedger(Documents, _time, NullLogger<JobLedger>.Instance);
        Gate = new ChatGate(Documents, _time);
        Library = new VideoLibrary(_files, Documents, Source, _time, NullLogger<VideoLibrary>.Instance);
        Runner = new JobRunner(
            Ledger,
            Library,
            Source,
            Chat,
            Gate,
            Options.Create(new StepOptions { ProgressSeconds = progressInterval?.TotalSeconds ?? 0.02 }),
            Options.Create(new VideoOptions()),
            Options.Create(new JobOptions()),
            _time,
            new Logger<JobRunner>(new LoggerFactory([Log])));
    }

    public FakeChat Chat { get; }

    public FakeSource Source { get; } = new();

    /// <summary>What the runner logs.</summary>
    public LogLines Log { get; } = new();

    public MemoryDocuments Documents { get; }

    public JobLedger Ledger { get; }

    public ChatGate Gate { get; }

    public VideoLibrary Library { get; }

    public JobRunner Runner { get; }

    public QueuedMessage Queued => new(Ledger, Chat, Gate, _time, NullLogger<QueuedMessage>.Instance);

    public DeadLetterHandler DeadLetters => new(Ledger, Chat, Gate, _time, NullLogger<DeadLetterHandler>.Instance);

    public JobCancellation Cancellation => new(Ledger, new NoCancelSignals(), Chat, Gate, _time, NullLogger<JobCancellation>.Instance);

    /// <summary>A job as the dead-letter queue has it.</summary>
    public static QueueMessage Letter(DownloadJob job) => Letter(JobMessage.Write(job), job.Chat);

    /// <summary>What the dead-letter queue has, a job or not.</summary>
    public static QueueMessage Letter(string body, ChatId? chat = null) =>
        new() { Id = "letter", Receipt = "receipt", Body = body, Chat = chat ?? new ChatId(1), ReceiveCount = 9, SentAt = DateTimeOffset.UnixEpoch };

    /// <summary>A process that has just started, beside this one: it has the same chat, documents and videos, and remembers nothing.</summary>
    public JobRig StartAnother() => new(first: this);

    public async Task WriteDocumentAsync(string path, string content)
    {
        var known = await Documents.GetAsync(path);
        await Documents.PutAsync(path, Encoding.UTF8.GetBytes(content), known?.Version);
    }
}
