namespace TelegramAI.Core.Jobs;

/// <summary>How long jobs may take (section <c>Jobs</c>).</summary>
public sealed class JobOptions
{
    public const string Section = "Jobs";

    /// <summary>
    /// For how long a received job is hidden from other workers, in seconds. The worker extends it while it works, so a killed
    /// worker's job is back after this time rather than after the longest job's.
    /// </summary>
    public int VisibilitySeconds { get; set; } = 120;

    /// <summary>The longest that one run of a job may take, in minutes.</summary>
    public int MaxMinutes { get; set; } = 30;
}
