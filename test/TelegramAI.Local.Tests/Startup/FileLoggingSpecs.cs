using Microsoft.Extensions.Logging;
using TelegramAI.Local.Startup;
using TelegramAI.Testing.Files;

namespace TelegramAI.Local.Tests.Startup;

public sealed partial class FileLoggingSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_that_grows_goes_on_in_another_file_and_only_the_last_few_stay()
    {
        Write(lines: 200, maxFileBytes: 500);

        var files = Directory.GetFiles(_folder.Path, "telegramai-*.log").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(FileLogging.KeptFiles, files.Count);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 1000));
        Assert.EndsWith("line 199", File.ReadAllText(files[^1]).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_day_has_a_log_of_its_own_with_the_time_the_level_and_the_category()
    {
        Write(lines: 1, maxFileBytes: 1_000_000);

        var file = Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Matches(@"telegramai-\d{8}\.log$", file);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\S+ Information A\.Category: line 0\s*$", File.ReadAllText(file));
    }

    [Fact]
    public void Words_stand_in_a_line_without_quotation_marks()
    {
        using (var logging = LoggerFactory.Create(builder => builder.AddFiles(_folder.Path)))
            LogStep(logging.CreateLogger("A.Category"), "one", DayOfWeek.Monday);

        Assert.EndsWith("Job one: Monday is done", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path))).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_the_programs_filters_let_through_is_written()
    {
        using (var logging = LoggerFactory.Create(builder => builder.AddFiles(_folder.Path).AddFilter("Noisy", LogLevel.Warning)))
        {
            logging.CreateLogger("A.Category").Log(LogLevel.Debug, "a detail");
            Log(logging.CreateLogger("Noisy.Category"), 1);
            Log(logging.CreateLogger("A.Category"), 2);
        }

        Assert.EndsWith("A.Category: line 2", Assert.Single(File.ReadAllLines(Assert.Single(Directory.GetFiles(_folder.Path)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_nothing_and_the_log_goes_on_when_there_is_room()
    {
        using var disk = new TinyDisk(kilobytes: 256);
        var filler = disk.Fill();
        using var logging = LoggerFactory.Create(builder => builder.AddFiles(disk.Path));
        var logger = logging.CreateLogger("A.Category");

        Log(logger, 1);
        File.Delete(filler);
        Log(logger, 2);
        logging.Dispose();

        Assert.Contains("line 2", File.ReadAllText(Assert.Single(Directory.GetFiles(disk.Path))), StringComparison.Ordinal);
    }

    private static void Log(ILogger logger, int number) =>
        logger.Log(LogLevel.Information, default, number, exception: null, static (state, _) => $"line {state}");

    [LoggerMessage(LogLevel.Information, "Job {JobId}: {Step} is done")]
    private static partial void LogStep(ILogger logger, string jobId, DayOfWeek step);

    private void Write(int lines, long maxFileBytes)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddFiles(_folder.Path, maxFileBytes));
        var logger = logging.CreateLogger("A.Category");
        for (var line = 0; line < lines; line++)
            Log(logger, line);
    }
}
