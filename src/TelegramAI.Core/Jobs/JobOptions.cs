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

    /// <summary>
    /// For how long a run counts as alive after its last sign in the ledger: less than the visibility, so that a killed worker's job is
    /// free when its message is back.
    /// </summary>
    internal TimeSpan Alive => TimeSpan.FromSeconds(VisibilitySeconds * 2 / 3d);

    /// <summary>The longest that one run of a job may take, in minutes.</summary>
    public int MaxMinutes { get; set; } = 30;
}
