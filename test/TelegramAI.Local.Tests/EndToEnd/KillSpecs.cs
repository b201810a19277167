using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.DemoYouTube.Catalogue;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>The program is killed while it works, again and again.</summary>
public sealed class KillSpecs(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;

    private const string Sending = "sending";

    /// <summary>What a job's message says in its stages; null for a kill that no stage times.</summary>
    private static readonly string?[] Stages = ["Resolving", "%", "Storing", Sending, null];

    private readonly TempFolder _folder = new();
    private readonly List<string> _asked = [];

    public void Dispose() => _folder.Dispose();

    // Twenty starts on a busy machine, before the last one is given 5 minutes for what is left.
    [Fact(Timeout = 900_000)]
    public async Task Twenty_kills_at_random_moments_lose_no_job_and_show_no_video_twice()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);

        for (var round = 0; round < Kills; round++)
            await RunAndKillAsync(round, random);

        await using (var process = await LocalProcess.StartAsync(_folder.Path))
        {
            var lines = await process.UntilAsync(chat => _asked.ToHashSet(StringComparer.Ordinal).IsSubsetOf(Videos(chat)), TimeSpan.FromMinutes(5));

            Assert.Equal(_asked.Order(StringComparer.Ordinal), Videos(lines).Order(StringComparer.Ordinal));
            Assert.DoesNotContain(lines, line => line.Text.Contains('❌', StringComparison.Ordinal));
            await IsEmptyAsync(process);
            Assert.Equal(0, await process.InterruptAsync());
        }

        await LeftBehind.AssertNothingAsync(_folder.Path);
        var jobs = await LeftBehind.JobsAsync(_folder.Path);
        Assert.Equal(_asked.Count, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(JobState.Delivered, job.State));
        output.WriteLine($"{jobs.Count} jobs in {jobs.Sum(job => job.Runs)} runs, at most {jobs.Max(job => job.Runs)} of one");
    }

    /// <summary>
    /// A kill between the queue and the confirmation of an update queues its jobs twice. The second copy of a job that runs stays hidden for
    /// as long as that run may be alive, and goes when it is looked at again.
    /// </summary>
    private static async Task IsEmptyAsync(LocalProcess process)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            var asked = await process.SayAsync("/status");
            var said = (await process.UntilAsync(chat => chat.Any(line => line.Answers == asked))).Single(line => line.Answers == asked).Text;
            if (said is "The queue is empty.")
                return;

            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Videos(IReadOnlyList<ChatLine> chat) => chat.Where(line => line.IsVideo).Select(line => line.Title);

    private async Task RunAndKillAsync(int round, Random random)
    {
        var stage = Stages[round % Stages.Length];
        await using var process = LocalProcess.Launch(_folder.Path);
        if (stage is null)
        {
            // Anywhere in a start that takes up the work that is there.
            await Task.Delay(random.Next(4000), TestContext.Current.CancellationToken);
            await process.KillAsync();
            output.WriteLine($"Kill {round}: somewhere in the start");
            return;
        }

        await process.AnswerAsync();
        var said = await process.SayAsync(string.Join(' ', Ask(round)));
        bool IsSeen(IReadOnlyList<ChatLine> chat) => stage is Sending
            ? IsSendingNow()
            : chat.Any(line => line.Answers == said && line.Text.Contains(stage, StringComparison.Ordinal));
        var seen = IsSeen(await process.TryUntilAsync(IsSeen, TimeSpan.FromSeconds(5)));
        await Task.Delay(random.Next(stage is Sending ? 30 : 300), TestContext.Current.CancellationToken);
        await process.KillAsync();
        output.WriteLine($"Kill {round}: {(seen ? "at" : "did not see")} {stage}");
    }

    /// <summary>The chat has a part of a video. That a job says so itself is over before it can be seen.</summary>
    private bool IsSendingNow()
    {
        var incoming = _folder["chat-files/incoming"];
        return Directory.Exists(incoming) && Directory.EnumerateFiles(incoming).Any();
    }

    /// <summary>Links that nobody has asked for yet, of several kinds.</summary>
    private IEnumerable<string> Ask(int round)
    {
        List<string> ids = [$"many-{round:000000}", $"size-{20 + round:00000}m"];
        if (round % 2 == 0)
            ids.Add($"slow-{round:000000}");
        if (round == 1)
            ids.Add("demo-test10");
        if (round == 12)
            ids.Add("demo-mandel");

        foreach (var video in ids.Select(id => DemoCatalogue.Find(VideoId.Parse(id))!))
        {
            _asked.Add(video.Title);
            yield return video.Url;
        }
    }
}
