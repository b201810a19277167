using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TelegramAI.Testing.Aws;

/// <summary>Compares what a process called with what its role in the template allows.</summary>
public static class RoleComparison
{
    /// <summary>What is wrong, a line each: calls that the role does not allow, and permissions that nothing used.</summary>
    /// <param name="stack">The stack with the role.</param>
    /// <param name="role">The role's name in the template.</param>
    /// <param name="calls">What its process called.</param>
    /// <param name="usedElsewhere">Permissions that are needed all the same, as <c>action resource-part</c>, with the reason.</param>
    public static IReadOnlyList<string> Differences(
        DeployedStack stack, string role, IReadOnlyCollection<MotoCall> calls, IReadOnlyDictionary<string, string> usedElsewhere)
    {
        var allowed = stack.Facts["roles"]![role]!["statements"]!.AsArray()
            .SelectMany(statement => Texts(statement!["Action"]).SelectMany(action => Texts(statement["Resource"]).Select(resource => new MotoCall(action, resource))))
            .ToList();
        var missing = calls.Where(call => !allowed.Exists(permission => Covers(permission, call))).Select(call => $"not allowed: {call.Action} on {call.Resource}");
        var unused = allowed
            .Where(permission => !calls.Any(call => Covers(permission, call)) && !usedElsewhere.Keys.Any(key => Names(key, permission)))
            .Select(permission => $"not used: {permission.Action} on {permission.Resource}");
        return [.. missing, .. unused];
    }

    private static bool Covers(MotoCall permission, MotoCall call) =>
        string.Equals(permission.Action, call.Action, StringComparison.Ordinal)
        && (permission.Resource is "*" || Regex.IsMatch(
            call.Resource, $"^{Regex.Escape(permission.Resource).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static bool Names(string key, MotoCall permission)
    {
        var parts = key.Split(' ', 2);
        return string.Equals(parts[0], permission.Action, StringComparison.Ordinal)
            && (parts.Length == 1 || permission.Resource.Contains(parts[1], StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray array ? array.Select(item => (string)item!) : [(string)node!];
}
