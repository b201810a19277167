using System.Text.Json.Nodes;
using System.Xml.Linq;
using TelegramAI.Testing.Aws;

namespace TelegramAI.WorkerAmi.Tests.Rig;

/// <summary>The AWS account that images are baked in: moto's, with the list of Amazon's images that EC2 has.</summary>
internal sealed class Account(MotoServer moto) : IAsyncDisposable
{
    public MotoServer Moto => moto;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Account> OpenAsync() => new(await MotoServer.StartAsync(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "true" }, Cancellation));

    /// <summary>The account's own images.</summary>
    public async Task<IReadOnlyList<XElement>> ImagesAsync() =>
        [.. (await DescribeAsync("DescribeImages", ("Owner.1", "self"))).Descendants("imagesSet").Elements("item")];

    /// <summary>The states of all machines there have been.</summary>
    public async Task<IReadOnlyList<string>> MachineStatesAsync() =>
        [.. (await DescribeAsync("DescribeInstances")).Descendants("instanceState").Select(state => state.Element("name")!.Value)];

    /// <summary>An SSM parameter's value; null where there is none.</summary>
    public async Task<string?> ParameterAsync(string name)
    {
        try
        {
            var answer = await moto.JsonAsync("ssm", "AmazonSSM.GetParameter", new JsonObject { ["Name"] = name }.ToJsonString(), Cancellation);
            return (string?)JsonNode.Parse(answer)!["Parameter"]!["Value"];
        }
        catch (HttpRequestException exception) when (exception.Message.Contains("ParameterNotFound", StringComparison.Ordinal))
        {
            return null;
        }
    }

    public static string Text(XElement item, string name) => item.Descendants(name).Select(element => element.Value).FirstOrDefault() ?? "";

    public static IReadOnlyDictionary<string, string> Tags(XElement item) => item.Descendants("tagSet").Elements("item")
        .ToDictionary(tag => tag.Element("key")!.Value, tag => tag.Element("value")!.Value, StringComparer.Ordinal);

    public ValueTask DisposeAsync() => moto.DisposeAsync();

    private async Task<XDocument> DescribeAsync(string action, params (string Name, string Value)[] parameters)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["Action"] = action, ["Version"] = "2016-11-15" };
        foreach (var (name, value) in parameters)
            form[name] = value;
        var answer = XDocument.Parse(await moto.QueryAsync("ec2", form, Cancellation));

        // The namespace is a date, and moto has several.
        foreach (var element in answer.Descendants())
            element.Name = element.Name.LocalName;
        return answer;
    }
}
