using System.Globalization;
using System.Text;

namespace Amazon.Lambda.Annotations.SourceGenerator.Json;

/// <summary>Writes JSON with two spaces of indentation and no newline at the end, escaping only what must be.</summary>
internal static class JsonWriter
{
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode node, int depth)
    {
        switch (node)
        {
            case JsonObject group:
                WriteList(text, '{', '}', group.Members, depth, member =>
                {
                    WriteText(text, member.Key);
                    text.Append(": ");
                    Write(text, member.Value, depth + 1);
                });
                break;
            case JsonArray array:
                WriteList(text, '[', ']', array.Items, depth, item => Write(text, item, depth + 1));
                break;
            case JsonText value:
                WriteText(text, value.Value);
                break;
            case JsonLiteral literal:
                text.Append(literal.Text);
                break;
        }
    }

    private static void WriteList<T>(StringBuilder text, char open, char close, IReadOnlyList<T> items, int depth, Action<T> write)
    {
        text.Append(open);
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
                text.Append(',');
            text.Append('\n').Append(' ', 2 * (depth + 1));
            write(items[index]);
        }

        if (items.Count > 0)
            text.Append('\n').Append(' ', 2 * depth);
        text.Append(close);
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u0085' or '\u2028' or '\u2029' =>
                    text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
