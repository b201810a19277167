using System.Text;
using System.Text.RegularExpressions;
using TelegramAI.Testing.Lambda;

namespace TelegramAI.Functions.Tests;

/// <summary>The published executable as a file.</summary>
public sealed partial class BinarySpecs(Rig.Functions functions)
{
    /// <summary>What Amazon Linux 2023 has, and with it the runtime provided.al2023. https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html</summary>
    private static readonly Version RuntimeGlibc = new(2, 34);

    [Fact]
    public async Task It_needs_no_symbol_newer_than_the_runtime_has()
    {
        var binary = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(functions.Published.Executable, TestContext.Current.CancellationToken));

        var needed = GlibcVersion().Matches(binary).Select(match => Version.Parse(match.Groups["version"].Value)).Distinct().Order().ToList();

        Assert.NotEmpty(needed);
        Assert.True(needed[^1] <= RuntimeGlibc, $"It needs glibc {needed[^1]}");
    }

    [Fact]
    public void No_assembly_but_the_named_one_has_a_trim_or_AOT_warning()
    {
        var warnings = functions.Published.Output.Split('\n').Where(line => TrimWarning().IsMatch(line)).ToList();

        Assert.All(warnings, warning => Assert.Contains("'Telegram.Bot'", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_uploaded_is_the_executable_alone() =>
        Assert.Equal(["bootstrap"], Directory.EnumerateFiles(Path.GetDirectoryName(functions.Published.Executable)!).Select(Path.GetFileName));

    [Fact]
    public async Task Without_a_handler_it_ends_at_once()
    {
        await using var process = await FunctionProcess.StartAsync([functions.Published.Executable]);

        await process.EndedAsync(TestContext.Current.CancellationToken);

        Assert.Empty(process.InitErrors);
    }

    [GeneratedRegex(@"GLIBC_(?<version>2\.[0-9]+)(\.[0-9]+)?\0", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex GlibcVersion();

    [GeneratedRegex(@"warning IL[0-9]{4}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TrimWarning();
}
