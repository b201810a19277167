using Amazon.Lambda.Annotations.SourceGenerator.Json;

namespace Amazon.Lambda.Annotations.SourceGenerator.Template;

/// <summary>The sentence at the end of the template's description that tells which generator writes to it.</summary>
internal static class TemplateDescription
{
    private const string Start = "This template is partially managed by Amazon.Lambda.Annotations";
    private const string End = ").";

    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html
    private const int LongestDescription = 1024;

    public static void Apply(JsonObject template, bool suppressed)
    {
        var text = template.Text("Description");
        if (suppressed && (text is null || Sentence(text) is null))
            return;

        var sentence = suppressed ? "" : $"{Start} (v{PublishedVersion.Text}).";
        var updated = text switch
        {
            null or "" => sentence,
            _ when Sentence(text) is { } old => text.Replace(old, sentence).TrimEnd(),
            _ => $"{text} {sentence}",
        };
        if (updated.Length <= LongestDescription)
            template["Description"] = updated;
    }

    private static string? Sentence(string text)
    {
        var start = text.IndexOf(Start, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : text.Substring(start, end + End.Length - start);
    }
}
