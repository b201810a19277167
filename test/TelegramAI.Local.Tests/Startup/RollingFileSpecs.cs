using Microsoft.Extensions.Time.Testing;
using TelegramAI.Local.Startup;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.Startup;

public sealed class RollingFileSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task A_log_that_grows_is_put_aside_while_it_is_written_and_only_the_last_few_stay()
    {
        await using (var log = Open())
        {
            for (var i = 0; i < 100; i++)
            {
                await log.WriteLineAsync($"line {i}");
                await log.FlushAsync();
            }
        }

        Assert.Equal(["log", "log.1", "log.2"], Names(), StringComparer.Ordinal);
        Assert.All(Directory.EnumerateFiles(_folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 120));
        Assert.EndsWith("line 99", (await File.ReadAllTextAsync(_folder["log"], TestContext.Current.CancellationToken)).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Each_day_has_a_log_of_its_own()
    {
        await using (var log = Open())
        {
            await log.WriteLineAsync("yesterday");
            _time.Advance(TimeSpan.FromDays(1));
            await log.WriteLineAsync("today");
        }

        Assert.Equal(["log", "log.1"], Names(), StringComparer.Ordinal);
        Assert.Equal("yesterday", (await File.ReadAllTextAsync(_folder["log.1"], TestContext.Current.CancellationToken)).TrimEnd());
    }

    private RollingFile Open() => new(_folder["log"], largest: 100, kept: 2, _time);

    private IEnumerable<string> Names() => Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
