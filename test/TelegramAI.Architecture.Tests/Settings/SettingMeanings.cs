using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TelegramAI.Architecture.Tests.Rig;

namespace TelegramAI.Architecture.Tests.Settings;

/// <summary>What each setting means, as its comment in the code says.</summary>
internal sealed partial class SettingMeanings
{
    private readonly Dictionary<string, XElement> _members = Assemblies.OfProduct.Values
        .Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
        .Where(File.Exists)
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .DistinctBy(member => (string)member.Attribute("name")!)
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    /// <summary>The comment in one line of Markdown; nothing where there is none.</summary>
    public string Of(Setting setting) =>
        _members.TryGetValue($"P:{setting.Owner.FullName}.{setting.Property.Name}", out var member) && member.Element("summary") is { } summary
            ? Spaces().Replace(Markdown(summary), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal)
            : "";

    private static string Markdown(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText words => words.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "see" } see => $"`{((string?)see.Attribute("cref") ?? (string?)see.Attribute("langword"))?.Split('.', ':')[^1]}`",
                XElement { Name.LocalName: "paramref" } parameter => $"`{(string?)parameter.Attribute("name")}`",
                XElement other => Markdown(other),
                _ => "",
            });
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
