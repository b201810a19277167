namespace Amazon.Lambda.Annotations.SourceGenerator.Handlers;

/// <summary>Blocks of written source.</summary>
internal static class Block
{
    private const string Step = "    ";

    public static string Indent(string lines) =>
        string.Join("\n", lines.Split('\n').Select(line => line.Length == 0 ? line : Step + line));

    /// <summary>The block in its namespace; the global one has no name.</summary>
    public static string InNamespace(string name, string lines) =>
        name.Length == 0 ? lines : $"namespace {name}\n{{\n{Indent(lines)}\n}}";
}
