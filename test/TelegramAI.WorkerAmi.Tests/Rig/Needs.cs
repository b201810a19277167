using System.Runtime.Versioning;
using TelegramAI.Testing.Aws;

// The machines are Linux's.
[assembly: SupportedOSPlatform("linux")]

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>What the specs need of this machine. Where it is absent they are skipped with the reason, and in CI they fail.</summary>
internal static class Needs
{
    private static readonly string[] Rehearsal = ["packer", "systemd-nspawn", "mmdebstrap", "unshare", "nsenter", "findmnt", "ssh-keygen", "podman", "runc", "aws"];
    private static readonly string[] Container = ["podman", "runc", "mmdebstrap"];

    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal);

    public static string? RehearsalSkip => IsCi ? null : MissingTool(Rehearsal) ?? MissingRoot() ?? MissingCloud();

    public static string? ContainerSkip => IsCi ? null : MissingTool(Container) ?? MissingRoot() ?? MissingCloud();

    public static string? TreeSkip => IsCi ? null : MissingTool(["mmdebstrap"]) ?? MissingRoot();

    public static void Tools(params string[] tools) => Skip(IsCi ? null : MissingTool(tools));

    public static void Skip(string? reason) => Assert.SkipUnless(reason is null, reason ?? "");

    private static string? MissingTool(string[] tools)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var missing = tools.Where(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))).ToList();
        return missing.Count == 0 ? null : $"Not installed: {string.Join(", ", missing)}.";
    }

    private static string? MissingRoot() =>
        Environment.IsPrivilegedProcess ? null : "Only root may mount and boot a machine's files.";

    private static string? MissingCloud() => MotoServer.SkipReason ?? StackTemplate.SkipReason;
}
