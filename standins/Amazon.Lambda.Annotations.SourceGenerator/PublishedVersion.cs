namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>The published generator whose output this one writes; the template's description names it.</summary>
internal static class PublishedVersion
{
    public const string Text = "2.3.0.0";
}
