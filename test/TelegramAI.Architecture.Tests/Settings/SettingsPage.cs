using System.Globalization;
using System.Text;
using TelegramAI.Architecture.Tests.Rig;

namespace TelegramAI.Architecture.Tests.Settings;

/// <summary>The page of all settings, as the code has them.</summary>
internal static class SettingsPage
{
    private const string Head =
        """
        # Settings

        Every setting, made from the code: a spec fails where this page differs. Set them as environment variables of these names, or in any
        other source of .NET configuration with `:` for `__`. A wrong value ends the start with every error at once. `AWS_REGION`,
        `AWS_ENDPOINT_URL`, the credentials and `OTEL_EXPORTER_OTLP_ENDPOINT` are those of every program on AWS and of OpenTelemetry.

        """;

    public static string Write()
    {
        using var readers = new SettingReaders();
        var meanings = new SettingMeanings();
        var page = new StringBuilder(Head);
        foreach (var section in Assemblies.OfProduct.Values.SelectMany(Setting.Of).GroupBy(setting => setting.Section, StringComparer.Ordinal).OrderBy(section => section.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {section.Key}\n\n| setting | value | default | meaning | read by |\n|---|---|---|---|---|\n");
            foreach (var settings in section.GroupBy(setting => setting.Name, StringComparer.Ordinal))
            {
                var meaning = settings.Select(meanings.Of).First(text => text is not "" || settings.Count() == 1);
                var read = string.Join(", ", settings.SelectMany(readers.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                page.Append(CultureInfo.InvariantCulture, $"| `{settings.Key}` | {settings.First().Kind} | {settings.First().Default} | {meaning} | {read} |\n");
            }
        }

        return page.ToString();
    }
}
