using System.Text;
using System.Xml.Linq;
using TelegramAI.Moto;

namespace TelegramAI.EndToEnd.Tests.Rig;

/// <summary>What an instance of the launch template is started with, as cloud-init reads it.</summary>
internal static class UserData
{
    private const string Path = "- path: /etc/telegramai/worker.env";
    private const string Content = "content: |";

    /// <summary>The lines of the file that the worker's unit reads its environment from.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> WorkerEnvironmentAsync(MotoServer moto, string launchTemplate, CancellationToken cancellationToken)
    {
        var answer = XDocument.Parse(await moto.QueryAsync(
            "ec2",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "DescribeLaunchTemplateVersions",
                ["Version"] = "2016-11-15",
                ["LaunchTemplateId"] = launchTemplate,
            },
            cancellationToken));
        var encoded = answer.Descendants().Last(element => element.Name.LocalName is "userData").Value;
        var lines = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split('\n');
        Assert.Equal("#cloud-config", lines[0]);

        var content = lines
            .SkipWhile(line => !line.Contains(Path, StringComparison.Ordinal))
            .SkipWhile(line => !line.Contains(Content, StringComparison.Ordinal))
            .ToList();
        var indent = content[0].IndexOf(Content, StringComparison.Ordinal);
        return content
            .Skip(1)
            .TakeWhile(line => line.TakeWhile(c => c is ' ').Count() > indent)
            .Select(line => line.Trim().Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
