using System.Xml.Linq;
using TelegramAI.Testing.Files;

namespace TelegramAI.Architecture.Tests;

/// <summary>Which project may know which. A reference that nothing uses yet is one too many already.</summary>
public sealed class ProjectReferenceSpecs
{
    /// <summary>What each project of the product may reference.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["TelegramAI.Core"] = [],
        ["TelegramAI.Chat"] = ["TelegramAI.Core"],
        ["TelegramAI.YouTube"] = ["TelegramAI.Core"],
        ["TelegramAI.Aws"] = ["TelegramAI.Core"],
        ["TelegramAI.Disk"] = ["TelegramAI.Core"],
        ["TelegramAI.BotApiServer"] = ["TelegramAI.Core"],
        ["TelegramAI.DemoYouTube"] = ["TelegramAI.Core"],
        ["TelegramAI.Web"] = ["TelegramAI.Core"],
        ["TelegramAI.Worker"] = ["TelegramAI.Core"],
        ["TelegramAI.Worker.Ec2"] = ["TelegramAI.Aws", "TelegramAI.Chat", "TelegramAI.Core", "TelegramAI.Worker", "TelegramAI.YouTube"],
        ["TelegramAI.Functions"] = ["TelegramAI.Aws", "TelegramAI.Chat", "TelegramAI.Core"],
        ["TelegramAI.Local"] =
        [
            "TelegramAI.BotApiServer", "TelegramAI.Chat", "TelegramAI.Core", "TelegramAI.DemoYouTube", "TelegramAI.Disk", "TelegramAI.Web", "TelegramAI.Worker",
            "TelegramAI.YouTube",
        ],
    };

    /// <summary>Who may reference a package whose name begins so. Only they speak to AWS.</summary>
    private static readonly Dictionary<string, string[]> AllowedPackages = new(StringComparer.Ordinal)
    {
        ["AWSSDK."] = ["TelegramAI.Aws"],
        ["Amazon."] = ["TelegramAI.Functions"],
        ["Telegram.Bot"] = ["TelegramAI.Chat"],
        ["YoutubeExplode"] = ["TelegramAI.YouTube"],
        ["Microsoft.Data.Sqlite"] = ["TelegramAI.BotApiServer", "TelegramAI.Disk"],
    };

    /// <summary>
    /// Who may reference the program of one machine: its own specs and those of its pages, and whoever measures or
    /// checks the whole.
    /// </summary>
    private static readonly string[] MayReferenceLocal =
    [
        "TelegramAI.Architecture.Tests", "TelegramAI.Benchmarks", "TelegramAI.Browser.Tests", "TelegramAI.Local.Tests",
    ];

    public static TheoryData<string> Projects => [.. Directory.EnumerateDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder))];

    public static TheoryData<string> StandIns => [.. Directory.EnumerateDirectories(Repository.PathOf("standins")).Select(folder => Path.GetFileName(folder))];

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Projects))]
    public async Task A_project_references_only_what_it_may(string project)
    {
        var references = await ReferencesAsync("src", project, "ProjectReference");

        Assert.Empty(references.Select(reference => Path.GetFileNameWithoutExtension(reference)).Except(Allowed[project], StringComparer.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Projects))]
    public async Task A_vendors_package_has_one_room(string project)
    {
        var packages = await ReferencesAsync("src", project, "PackageReference");

        Assert.DoesNotContain(
            packages, package => AllowedPackages.Any(rule => package.StartsWith(rule.Key, StringComparison.Ordinal) && !rule.Value.Contains(project, StringComparer.Ordinal)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Specs_of_other_rooms_do_without_the_program_of_one_machine()
    {
        List<string> found = [];
        foreach (var project in Directory.EnumerateDirectories(Repository.PathOf("test")).Select(folder => Path.GetFileName(folder)))
        {
            if (File.Exists(Repository.PathOf("test", project, $"{project}.csproj"))
                && (await ReferencesAsync("test", project, "ProjectReference")).Any(reference => reference.EndsWith("/TelegramAI.Local.csproj", StringComparison.Ordinal)))
            {
                found.Add(project);
            }
        }

        Assert.Equal(MayReferenceLocal, found.Order(StringComparer.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(StandIns))]
    public async Task A_stand_in_references_no_room(string standIn)
    {
        var references = File.Exists(Repository.PathOf("standins", standIn, $"{standIn}.csproj")) ? await ReferencesAsync("standins", standIn, "ProjectReference") : [];

        Assert.DoesNotContain(references, reference => Path.GetFileName(reference).StartsWith("TelegramAI", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ReferencesAsync(string folder, string project, string kind)
    {
        var text = await File.ReadAllTextAsync(Repository.PathOf(folder, project, $"{project}.csproj"), TestContext.Current.CancellationToken);
        return [.. XDocument.Parse(text).Descendants(kind).Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'))];
    }
}
