using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TelegramAI.Testing.Aws;

namespace TelegramAI.Stack.Tests;

/// <summary>What the services say of a stack, by paths such as <c>queues.JobQueue.VisibilityTimeout</c> or <c>network.subnets.0</c>.</summary>
public sealed class StackReport(DeployedStack stack)
{
    public DeployedStack Stack => stack;

    /// <summary>The resources that were made, by their names in the transformed template.</summary>
    public IReadOnlyDictionary<string, StackResource> Resources =>
        stack.Facts["resources"]!.AsObject().ToDictionary(pair => pair.Key, pair => new StackResource(pair.Key, pair.Value!), StringComparer.Ordinal);

    /// <summary>The value at a path; null where there is none.</summary>
    public JsonNode? At(string path)
    {
        JsonNode? node = stack.Facts;
        foreach (var name in path.Split('.'))
            node = node is JsonArray array ? array[int.Parse(name, CultureInfo.InvariantCulture)] : node?[name];
        return node;
    }

    /// <summary>The value at a path as text: <c>true</c>, <c>10</c> for 10.0 too; null where there is none.</summary>
    public string? Text(string path) => At(path) switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.Number => value.GetValue<double>().ToString(CultureInfo.InvariantCulture),
        var node => node?.ToString(),
    };

    public IReadOnlyList<JsonNode> List(string path) => [.. At(path)!.AsArray().Select(item => item!)];

    /// <summary>The policy statements at a path.</summary>
    public IReadOnlyList<PolicyStatement> Statements(string path) => [.. List(path).Select(node => new PolicyStatement(node))];
}
