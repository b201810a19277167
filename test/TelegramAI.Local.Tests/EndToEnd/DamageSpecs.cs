using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>Documents are damaged while the program runs.</summary>
public sealed class DamageSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_manifest_is_written_again()
    {
        await using var process = await LocalProcess.StartAsync(_folder.Path);
        await process.SayAsync("youtu.be/many-000001");
        await process.UntilAsync(chat => chat.Any(line => line.IsVideo));
        var manifest = Assert.Single(Directory.GetFiles(_folder["documents/videos/many-000001"], "*.json"));
        await File.WriteAllTextAsync(manifest, "{ half", TestContext.Current.CancellationToken);

        await process.SayAsync("youtu.be/many-000001");

        var lines = await process.UntilAsync(chat => chat.Count(line => line.IsVideo) == 2);
        Assert.DoesNotContain(lines, line => line.Text.Contains('❌', StringComparison.Ordinal));
        Assert.Contains("many-000001", await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_ledger_entry_makes_its_job_start_again()
    {
        // What was damaged under a run is nobody's: the queue delivers the job again when the run stops extending it.
        var soon = new Dictionary<string, string>(StringComparer.Ordinal) { ["Jobs__VisibilitySeconds"] = "6" };
        await using (var process = await LocalProcess.StartAsync(_folder.Path, environment: soon))
        {
            await process.SayAsync("youtu.be/size-00200m");
            await process.UntilAsync(chat => chat.Any(line => line.Text.Contains(" % of ", StringComparison.Ordinal)));
            var entry = Assert.Single(Directory.GetFiles(_folder["documents/jobs/1"]));
            await File.WriteAllTextAsync(entry, "\0\0\0", TestContext.Current.CancellationToken);

            var lines = await process.UntilAsync(chat => chat.Any(line => line.IsVideo));

            Assert.Single(lines, line => line.IsVideo);
            Assert.False(process.HasEnded);
            Assert.Equal(0, await process.InterruptAsync());
        }

        await LeftBehind.AssertNothingAsync(_folder.Path);
    }
}
