using System.Diagnostics;
using System.Globalization;
using TelegramAI.Benchmarks.Download;
using TelegramAI.Benchmarks.Measuring;

namespace TelegramAI.Benchmarks.Worker;

/// <summary>A video that went from the source into the sink.</summary>
/// <param name="Speed">In MB/s.</param>
/// <param name="Processor">The time that it took of the processor, in ms per MB; null where nobody counted it.</param>
/// <param name="Peak">The most memory of the process, in bytes; null where nobody counted it.</param>
internal sealed record Transfer(double Speed, double? Processor = null, long? Peak = null)
{
    /// <summary>The worker's own way, in a process that does nothing else.</summary>
    public static async Task<Transfer> StoreAsync(Uri site, Uri sink, int megabytes)
    {
        using var process = Child.StartWorkerPiped("store", $"{site}", $"{sink}", $"{megabytes}");
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The worker's process ended with {process.ExitCode}: {printed}");

        var figures = printed.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new Transfer(megabytes / figures[0], figures[1] / megabytes, (long)figures[2]);
    }

    /// <summary>One request, whose answer is the content of another: no parts, no signature, no checksum.</summary>
    public static async Task<Transfer> CopyAsync(Uri site, Uri sink, int megabytes)
    {
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        using var source = await http.GetAsync(new Uri(site, $"/media/{MediaSite.IdOf(megabytes)}"), HttpCompletionOption.ResponseHeadersRead);
        using var content = new StreamContent(await source.Content.ReadAsStreamAsync());
        content.Headers.ContentLength = source.Content.Headers.ContentLength;
        using var response = await http.PutAsync(new Uri(sink, $"/{S3Sink.Bucket}/copy"), content);
        response.EnsureSuccessStatusCode();
        return new Transfer(megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>How fast the sink takes what is in memory already, four parts at once: what goes into it can't be faster.</summary>
    public static async Task<Transfer> FillAsync(Uri sink, int megabytes)
    {
        using var http = new HttpClient();
        var part = new byte[8_000_000];
        Random.Shared.NextBytes(part);
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(1, megabytes / 8), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancellation) =>
        {
            using var content = new ReadOnlyMemoryContent(part);
            using var response = await http.PutAsync(new Uri(sink, $"/{S3Sink.Bucket}/fill?partNumber={number}"), content, cancellation);
            response.EnsureSuccessStatusCode();
        });
        return new Transfer(megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>What a shell script would do: yt-dlp into a file, and the AWS command line from it.</summary>
    public static async Task<Transfer> ScriptAsync(Uri site, Uri sink, int megabytes)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "video.mp4");
        var began = Stopwatch.GetTimestamp();
        await RunAsync(Tools.YtDlp, "--quiet", "--no-cache-dir", "--no-part", "-o", file, $"{new Uri(site, $"/media/{MediaSite.IdOf(megabytes)}")}");
        await RunAsync(Tools.Aws, "s3", "cp", "--only-show-errors", "--endpoint-url", $"{sink}", file, $"s3://{S3Sink.Bucket}/script");
        return new Transfer(megabytes / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        start.Environment["AWS_ACCESS_KEY_ID"] = "testing";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "testing";
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
