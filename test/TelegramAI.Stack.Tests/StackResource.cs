using System.Text.Json.Nodes;

namespace TelegramAI.Stack.Tests;

/// <summary>A resource of the transformed template, as CloudFormation goes by it when it updates and deletes.</summary>
public sealed class StackResource(string name, JsonNode node)
{
    public string Name => name;

    public string Type => (string)node["type"]!;

    /// <summary>Whether it stays when the stack is deleted.</summary>
    public bool IsKept => ((string)node["deletionPolicy"]!).StartsWith("Retain", StringComparison.Ordinal);

    /// <summary>Whether it stays when the deployment fails that makes it.</summary>
    public bool IsKeptByFailure => (string)node["deletionPolicy"]! is "Retain";

    /// <summary>What it is made after and deleted before.</summary>
    public IReadOnlyList<string> DependsOn => Texts("dependsOn");

    /// <summary>The properties whose change makes another in its place.</summary>
    public IReadOnlyList<string> ReplacedBy => Texts("replacedBy");

    private string[] Texts(string key) => [.. node[key]!.AsArray().Select(item => (string)item!)];
}
