namespace Amazon.Lambda.Annotations.SourceGenerator.Json;

/// <summary>An object: a member that is set again keeps its place, a new one comes last.</summary>
internal sealed class JsonObject : JsonNode
{
    private readonly List<KeyValuePair<string, JsonNode>> _members = [];

    public IReadOnlyList<KeyValuePair<string, JsonNode>> Members => _members;

    public JsonNode? this[string name]
    {
        get => _members.Find(member => IsNamed(member, name)).Value;
        set
        {
            var index = _members.FindIndex(member => IsNamed(member, name));
            if (value is null)
                Remove(name);
            else if (index < 0)
                _members.Add(new(name, value));
            else
                _members[index] = new(name, value);
        }
    }

    /// <summary>The object under the name, made when there is none.</summary>
    /// <exception cref="FormatException">The name holds something else.</exception>
    public JsonObject Child(string name)
    {
        switch (this[name])
        {
            case JsonObject child:
                return child;
            case null:
                var made = new JsonObject();
                this[name] = made;
                return made;
            default:
                throw new FormatException($"'{name}' is not an object.");
        }
    }

    /// <summary>The object at the end of the path, or null.</summary>
    public JsonObject? Find(params string[] path) =>
        path.Aggregate<string, JsonObject?>(this, (node, name) => node?[name] as JsonObject);

    public string? Text(string name) => (this[name] as JsonText)?.Value;

    public bool Has(string name) => this[name] is not null;

    public void Remove(string name) => _members.RemoveAll(member => IsNamed(member, name));

    private static bool IsNamed(KeyValuePair<string, JsonNode> member, string name) =>
        string.Equals(member.Key, name, StringComparison.Ordinal);
}
