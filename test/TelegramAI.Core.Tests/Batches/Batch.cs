using TelegramAI.Core.Jobs;
using TelegramAI.Core.Tests.Rig;
using TelegramAI.Testing.Jobs;

namespace TelegramAI.Core.Tests.Batches;

/// <summary>Jobs that one message asked for.</summary>
internal static class Batch
{
    public static readonly TimeSpan LongAgo = TimeSpan.FromMinutes(5);

    public static DownloadJob[] OfThree(TimeSpan ago) => FakeJob.Batch(ago, "aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc");

    /// <summary>Tells the chat that they are queued, as the bot does.</summary>
    public static async Task<DownloadJob[]> QueueAsync(this JobRig rig, DownloadJob[] jobs)
    {
        Assert.True(await rig.Queued.TrySendAsync(jobs, before: 4, TestContext.Current.CancellationToken));
        return jobs;
    }
}
