using TelegramAI.Packages.Tests.Rig;
using TelegramAI.Testing.Files;

namespace TelegramAI.Packages.Tests;

/// <summary>Which packages a fresh clone is built with.</summary>
public sealed class PublishedPackageSpecs
{
    private const int Limit = 240_000;
    private const string Restore = $"restore src/{Checkout.Probe}";
    private const string Package = "AWSSDK.CloudWatch";
    private const string Published = "Packages: the published ones.";
    private const string Lacking = "Packages: the stand-ins in standins, because the package sources of this machine lack published ones.";
    private const string NoAnswer = "Packages: the stand-ins in standins for this time, because the package sources of this machine did not answer";

    /// <summary>Nobody listens there.</summary>
    private const string Away = "http://127.0.0.1:1/v3/index.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task A_registry_without_them_is_asked_once()
    {
        await using var clone = new Checkout();

        Assert.Equal(1, CountOf(Lacking, await clone.DotnetAsync(Restore, cancellationToken: Token)));
        Assert.DoesNotContain("Packages:", await clone.DotnetAsync(Restore, cancellationToken: Token), StringComparison.Ordinal);

        Assert.False(clone.IsPublished(Checkout.Probe, Package));
        Assert.Single(clone.Answers);
    }

    [Fact(Timeout = Limit)]
    public async Task A_registry_that_has_them_all_is_used_and_the_override_wins()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();

        Assert.Equal(1, CountOf(Published, await clone.DotnetAsync(Restore, cancellationToken: Token)));
        Assert.True(clone.IsPublished(Checkout.Probe, Package));

        Assert.DoesNotContain("Packages:", await clone.DotnetAsync(Restore, standIns: "true", cancellationToken: Token), StringComparison.Ordinal);
        Assert.False(clone.IsPublished(Checkout.Probe, Package));

        await clone.DotnetAsync($"{Restore} -p:StandIns=false", cancellationToken: Token);
        Assert.True(clone.IsPublished(Checkout.Probe, Package));
    }

    [Fact(Timeout = Limit)]
    public async Task One_package_that_is_missing_means_stand_ins_for_all()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();
        clone.Feed.Withdraw("YoutubeExplode");

        Assert.Contains(Lacking, await clone.DotnetAsync(Restore, cancellationToken: Token), StringComparison.Ordinal);
        Assert.False(clone.IsPublished(Checkout.Probe, Package));
    }

    [Fact(Timeout = Limit)]
    public async Task Without_a_network_it_is_stand_ins_for_this_time_only()
    {
        await using var clone = new Checkout();
        clone.UseSource(Away);

        Assert.Contains(NoAnswer, await clone.DotnetAsync(Restore, cancellationToken: Token), StringComparison.Ordinal);
        Assert.False(clone.IsPublished(Checkout.Probe, Package));
        Assert.Empty(clone.Answers);

        clone.Feed.PublishAll();
        clone.UseSource(clone.Feed.Folder);
        Assert.Contains(Published, await clone.DotnetAsync(Restore, cancellationToken: Token), StringComparison.Ordinal);
        Assert.True(clone.IsPublished(Checkout.Probe, Package));
    }

    [Fact(Timeout = Limit)]
    public async Task A_fresh_clone_restores_without_a_network_where_all_packages_have_been_fetched()
    {
        await using var clone = new Checkout();
        clone.UseSource(Away);

        var restored = await clone.DotnetAsync("restore", audits: true, cancellationToken: Token);

        Assert.Equal(1, CountOfStart(NoAnswer, restored));
        Assert.Contains("NU1900", restored, StringComparison.Ordinal);
        Assert.False(clone.IsPublished("TelegramAI.Functions", "Amazon.Lambda.Core"));
    }

    [Fact(Timeout = Limit)]
    public async Task Other_versions_are_asked_for_again()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();
        await clone.DotnetAsync(Restore, cancellationToken: Token);
        var versions = clone.PathOf("Directory.Packages.props");
        var pinned = $"\"{Package}\" Version=\"{PinnedPackages.Versions[Package]}\"";
        await File.WriteAllTextAsync(
            versions,
            (await File.ReadAllTextAsync(versions, Token)).Replace(pinned, $"\"{Package}\" Version=\"99.0.0\"", StringComparison.Ordinal),
            Token);

        Assert.Contains(Lacking, await clone.DotnetAsync(Restore, cancellationToken: Token), StringComparison.Ordinal);
        Assert.False(clone.IsPublished(Checkout.Probe, Package));
    }

    [Theory(Timeout = Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_first_restores_at_once_find_the_same_answer(bool hasThem)
    {
        await using var clone = new Checkout();
        if (hasThem)
            clone.Feed.PublishAll();

        await Task.WhenAll(
            clone.DotnetAsync(Restore, cancellationToken: Token), clone.DotnetAsync($"restore src/{Checkout.OtherProbe}", cancellationToken: Token));

        Assert.Single(clone.Answers);
        Assert.Equal(hasThem, clone.IsPublished(Checkout.Probe, Package));
        Assert.Equal(hasThem, clone.IsPublished(Checkout.OtherProbe, "YoutubeExplode"));
    }

    [Fact(Timeout = Limit)]
    public async Task The_solution_asks_for_all_of_its_projects_and_tests_of_stand_ins_keep_to_them()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();

        Assert.Equal(1, CountOf(Published, await clone.DotnetAsync("restore", cancellationToken: Token)));
        Assert.True(clone.IsPublished("TelegramAI.Functions", "Amazon.Lambda.Core"));
        Assert.False(clone.IsPublished("Amazon.Lambda.Tests", "Amazon.Lambda.Core"));
    }

    [Fact(Timeout = Limit)]
    public async Task An_editor_that_reads_a_fresh_clone_sees_stand_ins_and_writes_nothing()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();

        Assert.Equal("true", (await clone.DotnetAsync($"msbuild src/{Checkout.Probe} -getProperty:UsesStandIns", cancellationToken: Token)).Trim());
        Assert.False(Directory.Exists(clone.PathOf("artifacts")));
    }

    [Theory(Timeout = Limit)]
    [InlineData("build", true)]
    [InlineData("test", true)]
    [InlineData("test", false)]
    public async Task One_command_in_a_fresh_clone_ends_with_what_the_registry_has(string command, bool hasThem)
    {
        await using var clone = new Checkout();
        await clone.ShrinkSolutionAsync(Token);
        if (hasThem)
            clone.Feed.PublishAll();
        var sources = clone.SourceFiles();

        var output = await clone.DotnetAsync(command, cancellationToken: Token);

        // A test run builds without a word.
        Assert.Equal(command is "test" ? 0 : 1, CountOf(hasThem ? Published : Lacking, output));
        Assert.Single(clone.Answers);
        Assert.DoesNotContain("warning", output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(hasThem, clone.IsPublished(Checkout.Probe, Package));
        Assert.Equal(hasThem, clone.IsPublished(Checkout.ProbeTests, "YoutubeExplode"));
        Assert.Contains(command is "test" ? "succeeded: 1" : "0 Error(s)", output, StringComparison.Ordinal);
        Assert.Equal(sources, clone.SourceFiles());
    }

    /// <summary>As <c>dotnet run</c> does it for a user, whose first command it is.</summary>
    [Fact(Timeout = 2 * Limit)]
    public async Task One_command_builds_the_product_with_the_published_packages_and_the_program_says_so()
    {
        await using var clone = new Checkout();
        clone.Feed.PublishAll();

        var version = await clone.DotnetAsync("run --project src/TelegramAI.Local -- --version", cancellationToken: Token);
        Assert.Contains("published packages: ", version, StringComparison.Ordinal);
        Assert.Contains($"YoutubeExplode {PinnedPackages.Versions["YoutubeExplode"]}", version, StringComparison.Ordinal);

        var build = await clone.DotnetAsync("build src/TelegramAI.Functions", cancellationToken: Token);
        Assert.Contains("0 Warning(s)", build, StringComparison.Ordinal);
        Assert.True(clone.IsPublished("TelegramAI.Functions", "Amazon.Lambda.Annotations"));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "serverless.template"), Token), await File.ReadAllTextAsync(clone.PathOf("serverless.template"), Token));
    }

    private static int CountOfStart(string line, string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries).Count(each => each.StartsWith(line, StringComparison.Ordinal));

    private static int CountOf(string line, string output) =>
        output.Split('\n', StringSplitOptions.TrimEntries).Count(each => string.Equals(each, line, StringComparison.Ordinal));
}
