namespace TelegramAI.Aws.Queue;

/// <summary>Reads X-Ray's trace header as W3C's. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader</summary>
public static class XRayTrace
{
    /// <summary>
    /// <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c> as <c>00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01</c>.
    /// It always asks to be recorded: X-Ray's choice is for its own records, and a function's is "no" unless it pays for them; whoever
    /// exports chooses for itself.
    /// </summary>
    /// <returns>Null where there is no header, or none that names a trace and a parent.</returns>
    public static string? ToTraceParent(string? header)
    {
        string? root = null, parent = null;
        foreach (var field in (header ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (field.StartsWith("Root=1-", StringComparison.Ordinal))
                root = field["Root=1-".Length..].Replace("-", "", StringComparison.Ordinal);
            else if (field.StartsWith("Parent=", StringComparison.Ordinal))
                parent = field["Parent=".Length..];
        }

        return IsHex(root, 32) && IsHex(parent, 16) ? $"00-{root}-{parent}-01" : null;
    }

    private static bool IsHex(string? text, int length) => text?.Length == length && text.All(char.IsAsciiHexDigitLower) && text.AsSpan().ContainsAnyExcept('0');
}
