using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Jobs;
using TelegramAI.Worker.Tests.Rig;

namespace TelegramAI.Worker.Tests;

/// <summary>A job that waits tells its reader how many are before it.</summary>
public class WaitingPlacesSpecs
{
    private const int Limit = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Jobs_that_wait_are_told_their_places_as_a_worker_takes_those_before_them()
    {
        await using var rig = new WorkerRig(worker: options => options.Slots = 1);
        var release = new TaskCompletionSource();
        rig.Source.OnDownload = (_, token) => release.Task.WaitAsync(token);
        DownloadJob[] jobs = [FakeJob.Of(1, "aaaaaaaaaaa"), FakeJob.Of(2, "bbbbbbbbbbb"), FakeJob.Of(3, "ccccccccccc")];
        var line = new WaitingLine(rig.Documents);
        for (var number = 0; number < jobs.Length; number++)
        {
            jobs[number] = jobs[number] with { RequestedAt = jobs[number].RequestedAt.AddSeconds(number) };
            await line.AddAsync([jobs[number]], Token);
            await rig.Queued.TrySendAsync([jobs[number]], before: 7, Token);
        }

        await rig.Queue.SendAsync(jobs, Token);
        await rig.RunUntilAsync(
            () => Task.FromResult(rig.Chat.Messages.Any(message => message.Text is "Queued, 2 before you.") || rig.Chat.Videos.Count > 0), Token);

        Assert.Empty(rig.Chat.Videos);
        Assert.Contains(rig.Chat.Messages, message => message.Text is "Queued, 1 before you.");
        release.SetResult();
    }
}
