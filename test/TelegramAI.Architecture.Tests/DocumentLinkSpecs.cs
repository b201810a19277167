using System.Text.RegularExpressions;
using TelegramAI.Testing.Files;

namespace TelegramAI.Architecture.Tests;

/// <summary>The repository's pages point at files that are there.</summary>
public sealed partial class DocumentLinkSpecs
{
    public static TheoryData<string> Pages() =>
    [
        .. Directory.GetFiles(Repository.PathOf(), "*.md")
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md"))
            .Select(page => Path.GetRelativePath(Repository.PathOf(), page)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_links_to_files_that_exist(string page)
    {
        var path = Repository.PathOf(page);
        var targets = Links().Matches(File.ReadAllText(path)).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !Uri.TryCreate(target, UriKind.Absolute, out _));

        Assert.Equal([], targets.Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, Uri.UnescapeDataString(target)))));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
