using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>An event of a function in the template, with the paths of the properties that came from its attribute.</summary>
internal sealed class EventResource(string name, JsonObject resource)
{
    private readonly List<string> _paths = [];
    private string? _last;

    public string Name { get; } = name;

    /// <summary>Paths below Properties, their parts separated by dots, in the order in which they were set.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Sets a property.</summary>
    public void Set(string path, JsonNode value)
    {
        var parts = path.Split('.');
        var parent = parts.Take(parts.Length - 1).Aggregate(resource.Child("Properties"), (node, part) => node.Child(part));
        parent[parts[parts.Length - 1]] = value;
        _paths.Add(path);
        MoveLast();
    }

    /// <summary>
    /// Sets a property to a value or to a reference to one, and puts it after the others: the published generator sets it anew
    /// in each build, so that it ends up there.
    /// </summary>
    public void SetLast(string path, JsonNode value)
    {
        _last = path.Split('.')[0];
        resource.Child("Properties").Remove(_last);
        Set(path, value);
    }

    /// <summary>Sets a property when the attribute gives it a value.</summary>
    public void SetGiven(string path, object? value)
    {
        switch (value)
        {
            case string text:
                Set(path, text);
                break;
            case bool flag:
                Set(path, flag);
                break;
            case uint number:
                Set(path, number);
                break;
        }
    }

    /// <summary>Removes the properties that an attribute set before and sets no more, with the parents they leave empty.</summary>
    public void RemoveUnset(IEnumerable<string> before)
    {
        foreach (var path in before.Except(_paths, StringComparer.Ordinal))
        {
            // A value that was plain and has parts now, such as an ARN that became a reference, is set already.
            if (!_paths.Exists(set => set.StartsWith(path, StringComparison.Ordinal)))
                Remove(resource.Child("Properties"), path.Split('.'));
        }
    }

    private void MoveLast()
    {
        var properties = resource.Child("Properties");
        if (_last is null || properties[_last] is not { } value)
            return;

        properties.Remove(_last);
        properties[_last] = value;
    }

    private static void Remove(JsonObject parent, string[] parts)
    {
        if (parts.Length == 1)
        {
            parent.Remove(parts[0]);
        }
        else if (parent[parts[0]] is JsonObject child)
        {
            Remove(child, [.. parts.Skip(1)]);
            if (child.Members.Count == 0)
                parent.Remove(parts[0]);
        }
    }
}
