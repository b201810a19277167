using System.Globalization;
using System.Text.RegularExpressions;

namespace YoutubeExplode.Bridge;

/// <summary>How the player's script turns the signature in a stream's description into the one that works.</summary>
internal sealed partial class CipherManifest(string signatureTimestamp, IReadOnlyList<Func<string, string>> operations)
{
    /// <summary>Which version of the script the signature must be made for.</summary>
    public string SignatureTimestamp { get; } = signatureTimestamp;

    /// <summary>
    /// Finds the function that splits a text into letters, passes them to others and joins them; and in the object that
    /// these belong to, what each of them does. Null when the script looks otherwise.
    /// </summary>
    public static CipherManifest? TryParse(string script)
    {
        if (Timestamp().Match(script) is not { Success: true } timestamp) return null;
        if (Deciphering().Match(script) is not { Success: true } deciphering) return null;

        var calls = Call().Matches(deciphering.Groups["calls"].Value);
        if (calls.Count == 0) return null;

        var container = Regex.Escape(calls[0].Groups["container"].Value);
        var definition = Regex.Match(
            script, $@"var\s+{container}\s*=\s*\{{(?<body>.*?)\}}\s*;", RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        var functions = Function().Matches(definition.Groups["body"].Value)
            .ToDictionary(f => f.Groups["name"].Value, f => f.Groups["code"].Value, StringComparer.Ordinal);

        var operations = calls.Select(call => Operation(
            functions.GetValueOrDefault(call.Groups["name"].Value, ""),
            int.Parse(call.Groups["number"].ValueSpan, CultureInfo.InvariantCulture))).OfType<Func<string, string>>().ToList();
        return new CipherManifest(timestamp.Groups["value"].Value, operations);
    }

    public string Decipher(string signature) => operations.Aggregate(signature, (text, operation) => operation(text));

    private static Func<string, string>? Operation(string code, int number) => code switch
    {
        _ when code.Contains("reverse(", StringComparison.Ordinal) => text => string.Concat(text.Reverse()),
        _ when code.Contains("splice(", StringComparison.Ordinal) => text => text[Math.Min(number, text.Length)..],
        _ when code.Contains('%', StringComparison.Ordinal) => text => SwapFirst(text, number),
        _ => null,
    };

    private static string SwapFirst(string text, int number)
    {
        if (text.Length == 0) return text;

        var letters = text.ToCharArray();
        var other = number % letters.Length;
        (letters[0], letters[other]) = (letters[other], letters[0]);
        return new string(letters);
    }

    [GeneratedRegex(@"(signatureTimestamp|sts):(?<value>\d{5})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timestamp();

    [GeneratedRegex(
        @"function\((?<text>[$\w]+)\)\{\s*\k<text>\s*=\s*\k<text>\.split\((""""|'')\);(?<calls>[^{}]*?)return\s+\k<text>\.join\((""""|'')\);?\s*\}",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Deciphering();

    [GeneratedRegex(@"(?<container>[$\w]+)\.(?<name>[$\w]+)\([$\w]+,\s*(?<number>\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<name>[$\w]+)\s*:\s*function\([^)]*\)\s*\{(?<code>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Function();
}
