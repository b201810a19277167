using System.Diagnostics.Metrics;

namespace TelegramAI.Worker.Telemetry;

/// <summary>Counts the runs of jobs, their time and the bytes that were stored.</summary>
public sealed class JobMeter : IDisposable
{
    public const string Name = "TelegramAI.Worker";

    private readonly Meter _meter;
    private readonly Counter<long> _runs;
    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _bytes;

    public JobMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _runs = _meter.CreateCounter<long>("telegramai.job.runs", "{run}", "Runs of jobs that ended, by their outcome");
        _seconds = _meter.CreateHistogram<double>("telegramai.job.duration", "s", "How long a run of a job took, by its outcome");
        _bytes = _meter.CreateCounter<long>("telegramai.video.bytes", "By", "Bytes of the videos of delivered jobs");
    }

    /// <summary>Counts one run.</summary>
    /// <param name="outcome">How it ended: a state of the ledger, or why it ended without one, in small letters.</param>
    /// <param name="took">From its receive on.</param>
    /// <param name="bytes">What a delivered video has; 0 where none was delivered.</param>
    public void Count(string outcome, TimeSpan took, long bytes)
    {
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        _runs.Add(1, tag);
        _seconds.Record(took.TotalSeconds, tag);
        if (bytes > 0)
            _bytes.Add(bytes);
    }

    public void Dispose() => _meter.Dispose();
}
