using System.Text.Json.Nodes;

namespace TelegramAI.Testing.Aws;

/// <summary>The stack's SAM template.</summary>
public static class StackTemplate
{
    private static readonly Lazy<string?> Absence = new(StackScript.WhyItCannotRun);

    /// <summary>Why a template can't be linted and deployed on this machine; null where it can. Found out once.</summary>
    public static string? Missing => Absence.Value;

    /// <summary>The reason for which a spec of the stack is skipped; null where it can run, and in CI, where it must.</summary>
    public static string? SkipReason =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : Missing;

    /// <summary>The file, as it was when the specs were built.</summary>
    public static string FilePath => Path.Combine(Folder, "serverless.template");

    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "stack");

    /// <summary>The template's content, to look at or to change a copy of it.</summary>
    public static JsonObject Read() => JsonNode.Parse(File.ReadAllText(FilePath))!.AsObject();

    /// <summary>What cfn-lint finds in a template: one line each, of whatever severity; none where it is in order.</summary>
    public static async Task<IReadOnlyList<string>> LintAsync(string path, CancellationToken cancellationToken = default)
    {
        var result = await StackScript.RunAsync(["-c", "import sys; from cfnlint.runner import main; sys.exit(main())", "--format", "parseable", path], [], cancellationToken);
        return result.ExitCode != 0 && result.Output.Length == 0
            ? throw new InvalidOperationException($"cfn-lint ended with {result.ExitCode}: {result.Errors}")
            : result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
