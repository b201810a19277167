using TelegramAI.Architecture.Tests.Rig;
using TelegramAI.Architecture.Tests.Settings;
using TelegramAI.Testing.Files;

namespace TelegramAI.Architecture.Tests;

/// <summary>The page that lists every setting.</summary>
public sealed class SettingsPageSpecs
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_page_of_settings_is_what_the_code_says()
    {
        var page = SettingsPage.Write();
        var fresh = Path.Combine(Directory.CreateDirectory(Repository.PathOf("artifacts", "docs")).FullName, "settings.md");
        await File.WriteAllTextAsync(fresh, page, Token);

        var stands = Repository.PathOf("docs", "settings.md");
        Assert.True(
            File.Exists(stands) && string.Equals(page, await File.ReadAllTextAsync(stands, Token), StringComparison.Ordinal),
            "docs/settings.md is stale. The page as it should be is artifacts/docs/settings.md: copy it.");
    }

    [Fact(Timeout = 60_000)]
    public void Every_setting_has_a_meaning_and_a_reader()
    {
        using var readers = new SettingReaders();
        var meanings = new SettingMeanings();
        var settings = Assemblies.OfProduct.Values.SelectMany(Setting.Of).ToList();

        Assert.NotEmpty(settings);
        Assert.Empty(settings.Where(setting => meanings.Of(setting) is "").Select(setting => setting.Name));

        // Two classes may have the same setting, where one only checks it.
        Assert.Empty(settings
            .GroupBy(setting => setting.Name, StringComparer.Ordinal)
            .Where(named => !named.SelectMany(readers.Of).Any())
            .Select(named => named.Key));
    }
}
