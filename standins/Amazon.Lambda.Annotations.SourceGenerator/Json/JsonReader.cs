using System.Globalization;
using System.Text;

namespace Amazon.Lambda.Annotations.SourceGenerator.Json;

/// <summary>Reads JSON; comments are passed over, as in the published generator.</summary>
internal sealed class JsonReader
{
    private readonly string _text;
    private int _at;

    private JsonReader(string text) => _text = text;

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">The text is not JSON; the message says where.</exception>
    public static JsonNode Read(string text)
    {
        var reader = new JsonReader(text);
        var node = reader.ReadNode();
        reader.SkipSpace();
        return reader._at == text.Length ? node : throw reader.Unexpected();
    }

    private JsonNode ReadNode() => Next() switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        '"' => new JsonText(ReadText()),
        _ => ReadLiteral(),
    };

    private JsonObject ReadObject()
    {
        var node = new JsonObject();
        _at++;
        if (Next() != '}')
        {
            do
            {
                if (Next() != '"')
                    throw Unexpected();
                var name = ReadText();
                Expect(':');
                node[name] = ReadNode();
            }
            while (Took(','));
        }

        Expect('}');
        return node;
    }

    private JsonArray ReadArray()
    {
        var items = new List<JsonNode>();
        _at++;
        if (Next() != ']')
        {
            do
                items.Add(ReadNode());
            while (Took(','));
        }

        Expect(']');
        return new JsonArray(items);
    }

    private string ReadText()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var character = _text[_at];
            if (character == '"')
            {
                _at++;
                return value.ToString();
            }

            if (character < ' ')
                throw Unexpected();
            value.Append(character == '\\' ? ReadEscape() : character);
        }

        throw Unexpected();
    }

    private char ReadEscape()
    {
        _at++;
        switch (_at < _text.Length ? _text[_at] : '\0')
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(
                _text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default: throw Unexpected();
        }
    }

    private JsonLiteral ReadLiteral()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.'))
            _at++;
        var literal = _text.Substring(start, _at - start);
        if (literal is "true" or "false" or "null"
            || double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            return new JsonLiteral(literal);
        _at = start;
        throw Unexpected();
    }

    private bool Took(char expected)
    {
        if (Next() != expected)
            return false;
        _at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Took(expected))
            throw Unexpected();
    }

    private char Next()
    {
        SkipSpace();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void SkipSpace()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
                _at++;
            else if (IsAt("//"))
                SkipTo("\n");
            else if (IsAt("/*"))
                SkipTo("*/");
            else
                return;
        }
    }

    private bool IsAt(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private void SkipTo(string mark)
    {
        var end = _text.IndexOf(mark, _at + 2, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + mark.Length;
    }

    private FormatException Unexpected()
    {
        var before = _text.Substring(0, Math.Min(_at, _text.Length));
        var line = before.Count(character => character == '\n') + 1;
        var what = _at < _text.Length ? $"'{_text[_at]}'" : "the end";
        return new FormatException($"line {line}, column {before.Length - before.LastIndexOf('\n')}: {what} is not expected here");
    }
}
