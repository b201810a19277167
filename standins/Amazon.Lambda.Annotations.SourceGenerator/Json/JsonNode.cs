namespace Amazon.Lambda.Annotations.SourceGenerator.Json;

/// <summary>
/// A value of a JSON document that keeps the order of its members. An analyzer can't bring a JSON library along without
/// packing it, so the generator has its own small one.
/// </summary>
internal abstract class JsonNode
{
    public static implicit operator JsonNode(string value) => new JsonText(value);

    public static implicit operator JsonNode(bool value) => new JsonLiteral(value ? "true" : "false");

    public static implicit operator JsonNode(uint value) => new JsonLiteral(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>Text.</summary>
internal sealed class JsonText(string value) : JsonNode
{
    public string Value { get; } = value;
}

/// <summary>A number, true, false or null, kept as it is written.</summary>
internal sealed class JsonLiteral(string text) : JsonNode
{
    public string Text { get; } = text;
}

/// <summary>A list.</summary>
internal sealed class JsonArray(IEnumerable<JsonNode> items) : JsonNode
{
    public IReadOnlyList<JsonNode> Items { get; } = [.. items];

    public static JsonArray Of(IEnumerable<string> texts) => new(texts.Select(text => (JsonNode)text));

    public IEnumerable<string> Texts => Items.OfType<JsonText>().Select(text => text.Value);
}
