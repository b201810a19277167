using System.Globalization;
using System.Text.Json;

namespace YoutubeExplode.Bridge;

/// <summary>Reads YouTube's JSON, in which anything may be missing.</summary>
internal static class JsonReading
{
    extension(JsonElement element)
    {
        /// <summary>The value at the end of the path; null where the path breaks off.</summary>
        public JsonElement? At(params ReadOnlySpan<string> path)
        {
            var current = element;
            foreach (var name in path)
            {
                if (current.ValueKind is not JsonValueKind.Object || !current.TryGetProperty(name, out current)) return null;
            }

            return current.ValueKind is JsonValueKind.Null ? null : current;
        }

        /// <summary>The array's item; null when there is none.</summary>
        public JsonElement? Item(int index) =>
            element.ValueKind is JsonValueKind.Array && index < element.GetArrayLength() ? element[index] : null;

        /// <summary>The items of the array at the end of the path; none where the path breaks off.</summary>
        public IEnumerable<JsonElement> Items(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

        public string? Text(params ReadOnlySpan<string> path) =>
            element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        /// <summary>A whole number; YouTube writes large ones as text.</summary>
        public long? Number(params ReadOnlySpan<string> path) => element.At(path) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
            { ValueKind: JsonValueKind.String } text
                when long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
            _ => null,
        };

        public bool? Flag(params ReadOnlySpan<string> path) => element.At(path)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

        /// <summary>A text that is plain, or cut into runs of one style each.</summary>
        public string? StyledText(params ReadOnlySpan<string> path)
        {
            if (element.At(path) is not { } text) return null;
            if (text.Text("simpleText") is { } simple) return simple;

            var runs = text.Items("runs").Select(run => run.Text("text")).ToList();
            return runs.Count == 0 ? null : string.Concat(runs);
        }

        /// <summary>The values of all properties of that name, at any depth, in the order of the text.</summary>
        public IEnumerable<JsonElement> Descendants(string name)
        {
            if (element.ValueKind is JsonValueKind.Array)
                return element.EnumerateArray().SelectMany(item => item.Descendants(name));
            if (element.ValueKind is JsonValueKind.Object)
                return element.EnumerateObject().SelectMany(p => p.NameEquals(name) ? [p.Value] : p.Value.Descendants(name));
            return [];
        }
    }
}
