using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using TelegramAI.Architecture.Tests.Rig;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace TelegramAI.Architecture.Tests;

/// <summary>Which types may use which, where references between projects can't say it.</summary>
public sealed class DependencySpecs
{
    private static readonly ArchUnitNET.Domain.Architecture Product = new ArchLoader().LoadAssemblies([.. Assemblies.OfProduct.Values]).Build();

    /// <summary>What Core may not know, because an adapter does.</summary>
    public static TheoryData<string> Outside => [@"^Amazon\.", @"^Telegram\.Bot", @"^YoutubeExplode", @"^Microsoft\.AspNetCore", @"^System\.Net\.Http", @"^System\.Net\.Sockets"];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Outside))]
    public Task The_core_knows_nothing_of_the_world_outside(string names) =>
        CheckAsync(Types().That().ResideInNamespaceMatching(@"^TelegramAI\.Core").Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(names)));

    [Theory(Timeout = 120_000)]
    [InlineData("TelegramAI.Core")]
    [InlineData("TelegramAI.Chat")]
    [InlineData("TelegramAI.YouTube")]
    [InlineData("TelegramAI.Web")]
    [InlineData("TelegramAI.BotApiServer")]
    [InlineData("TelegramAI.DemoYouTube")]
    [InlineData("TelegramAI.Disk")]
    [InlineData("TelegramAI.Local")]
    [InlineData(@"TelegramAI\.Worker\.(Polling|Telemetry)")]
    public Task Only_the_rooms_of_AWS_use_its_packages(string room) =>
        CheckAsync(Types().That().ResideInNamespaceMatching($"^{room}").Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(@"^Amazon\.")));

    [Fact(Timeout = 120_000)]
    public async Task A_forbidden_dependency_is_found()
    {
        // The rules would hold for types that are not there as well.
        var rule = Types().That().ResideInNamespaceMatching(@"^TelegramAI\.Aws").Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(@"^Amazon\."));

        Assert.Contains("Amazon.", await EvaluateAsync(rule), StringComparison.Ordinal);
    }

    private static async Task CheckAsync(IArchRule rule) => Assert.Equal("", await EvaluateAsync(rule));

    private static Task<string> EvaluateAsync(IArchRule rule) => Task.Run(
        () => string.Join('\n', rule.Evaluate(Product).Where(result => !result.Passed).Select(result => result.Description)), TestContext.Current.CancellationToken);
}
