using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using TelegramAI.Core.Jobs;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>Each failure that YouTube has, as its reader meets it.</summary>
public sealed partial class FailureSpecs : IDisposable
{
    private static readonly Dictionary<string, string> Final = new(StringComparer.Ordinal)
    {
        ["demo-privat"] = "This video is private",
        ["demo-age-18"] = "This video is age-restricted, and YouTube only shows it to signed-in adults",
        ["demo-live24"] = "This live stream hasn't ended yet, so send the link again when it has",
        ["demo-abroad"] = "This video isn't available in the country this bot runs in",
        ["demo-remove"] = "This video doesn't exist or was removed",
        ["demo-member"] = "This video is only for members of its channel",
        ["demo-buy-it"] = "This video requires a purchase",
    };

    private static readonly string[] Passing = ["demo-limits", "demo-broken", "demo-flaky3", "demo-vanish"];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(int Answers, string Text), byte> _seen = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_failure_is_one_plain_sentence_and_only_those_that_may_pass_are_tried_again()
    {
        await using (var process = await LocalProcess.StartAsync(_folder.Path, ["--slots", "10"]))
        {
            foreach (var id in Final.Keys.Concat(Passing).Append("demo-nobots"))
                _asked[id] = await process.SayAsync($"https://youtu.be/{id}");

            var chat = await process.UntilAsync(HaveAllEnded, TimeSpan.FromMinutes(6));

            Assert.Equal(0, await process.InterruptAsync());
            foreach (var (id, sentence) in Final)
                Assert.Equal(sentence, Failure().Match(AnswerTo(id, chat)!.Text).Groups["sentence"].Value);

            Assert.All(Passing, id => Assert.True(AnswerTo(id, chat)!.IsVideo, $"{id}: {AnswerTo(id, chat)!.Text}"));
            Assert.Matches("^❌ YouTube is refusing this bot right now.+\\. \\(id [0-9a-f]{8}\\)$", AnswerTo("demo-nobots", chat)!.Text);
        }

        Assert.Contains(_seen.Keys, seen => seen.Answers == _asked["demo-nobots"] && Again().IsMatch(seen.Text));
        Assert.DoesNotContain(_seen.Keys, seen => Final.ContainsKey(IdOf(seen.Answers)) && seen.Text.Contains("Trying again", StringComparison.Ordinal));

        await LeftBehind.AssertNothingAsync(_folder.Path);
        var jobs = (await LeftBehind.JobsAsync(_folder.Path)).ToDictionary(job => $"{job.Job.Request.VideoId}", StringComparer.Ordinal);
        Assert.All(Final.Keys, id => Assert.Equal(1, jobs[id].Runs));
        Assert.Equal(3, jobs["demo-nobots"].Runs);
        Assert.Equal(JobState.Failed, jobs["demo-nobots"].State);
        Assert.All(Passing, id => Assert.Equal(JobState.Delivered, jobs[id].State));
    }

    private bool HaveAllEnded(IReadOnlyList<ChatLine> chat)
    {
        foreach (var line in chat.Where(line => line.Answers is not null))
            _seen.TryAdd((line.Answers!.Value, line.Text), 0);

        return _asked.Keys.All(id => AnswerTo(id, chat) is { } answer && (answer.IsVideo || Failure().IsMatch(answer.Text)));
    }

    /// <summary>The job's newest message: that it is queued is said in another, and one that was replaced is there for a moment more.</summary>
    private ChatLine? AnswerTo(string id, IReadOnlyList<ChatLine> chat) =>
        chat.LastOrDefault(line => line.Answers == _asked[id] && !line.Text.StartsWith("Queued", StringComparison.Ordinal));

    private string IdOf(int message) => _asked.Single(asked => asked.Value == message).Key;

    [GeneratedRegex(@"Trying again at \d\d:\d\d:\d\d UTC\.$", RegexOptions.None, 1000)]
    private static partial Regex Again();

    [GeneratedRegex(@"^❌ (?<sentence>[^\n]+)\. \(id [0-9a-f]{8}\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failure();
}
