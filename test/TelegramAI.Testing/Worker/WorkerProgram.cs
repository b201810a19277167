namespace TelegramAI.Testing.Worker;

/// <summary>The worker's executable.</summary>
public static class WorkerProgram
{
    /// <summary>Where the build puts it: beside the specs' own folder, in the same configuration.</summary>
    public static string Executable { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "TelegramAI.Worker.Ec2", new DirectoryInfo(AppContext.BaseDirectory).Name, "TelegramAI.Worker.Ec2"));

    /// <summary>Why it can't be run as a process that gets signals; null where it can.</summary>
    public static string? Missing => OperatingSystem.IsLinux() ? null : "The worker's machines run Linux, and so does this spec.";

    /// <summary>The reason for which a spec is skipped; null where it can run, and in CI, where it must.</summary>
    public static string? SkipReason =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : Missing;
}
