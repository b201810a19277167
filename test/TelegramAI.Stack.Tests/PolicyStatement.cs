using System.Text.Json.Nodes;

namespace TelegramAI.Stack.Tests;

/// <summary>A statement of an IAM policy.</summary>
public sealed class PolicyStatement(JsonNode node)
{
    public bool Allows => string.Equals((string?)node["Effect"], "Allow", StringComparison.Ordinal);

    public IReadOnlyList<string> Actions => Texts("Action");

    public IReadOnlyList<string> Resources => Texts("Resource");

    public bool IsConditional => node["Condition"] is not null;

    /// <summary>Whether it refuses everything that does not come over TLS.</summary>
    public bool RefusesPlainText =>
        !Allows
        && string.Equals(node["Principal"]?.ToString(), "*", StringComparison.Ordinal)
        && string.Equals(node["Condition"]?["Bool"]?["aws:SecureTransport"]?.ToString(), "false", StringComparison.Ordinal);

    public override string ToString() => node.ToJsonString();

    private string[] Texts(string name) => node[name] switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => (string)item!)],
        var one => [(string)one!],
    };
}
