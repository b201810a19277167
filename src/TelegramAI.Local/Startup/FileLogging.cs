using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Extensions.Logging;

namespace TelegramAI.Local.Startup;

/// <summary>
/// Keeps the log in files of the data folder, where the id that a reader is told finds its job: one for each day, or more where they grow
/// large. The console stays free for the one screen that matters.
/// </summary>
internal static class FileLogging
{
    public const int KeptFiles = 8;

    private const long MaxFileBytes = 10_000_000;
    private const string Line = "{Timestamp:O} {Level} {SourceContext}: {Message:l}{NewLine}{Exception}";

    /// <param name="logging">Where the files are added. Which levels are logged is decided there.</param>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="maxFileBytes">How large a file may grow.</param>
    public static ILoggingBuilder AddFiles(this ILoggingBuilder logging, string folder, long maxFileBytes = MaxFileBytes) =>
        // AddSerilog would also add a filter of its own, which lets everything through.
        logging.AddProvider(new SerilogLoggerProvider(OpenFiles(folder, maxFileBytes), dispose: true));

    private static Logger OpenFiles(string folder, long maxFileBytes) => new LoggerConfiguration()
        .MinimumLevel.Verbose()
        .WriteTo.File(
            Path.Combine(folder, "telegramai-.log"),
            outputTemplate: Line,
            formatProvider: CultureInfo.InvariantCulture,
            rollingInterval: RollingInterval.Day,
            fileSizeLimitBytes: maxFileBytes,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: KeptFiles)
        .CreateLogger();
}
