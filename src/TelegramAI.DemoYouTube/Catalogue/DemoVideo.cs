using TelegramAI.Core.Videos;

namespace TelegramAI.DemoYouTube.Catalogue;

/// <summary>A video that the demo YouTube knows.</summary>
public sealed record DemoVideo
{
    public required VideoId Id { get; init; }

    public required string Title { get; init; }

    public string Author { get; init; } = "Demo studio";

    public string Description { get; init; } = "";

    /// <summary>Zero for a broadcast.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The heights it is offered in, in lines.</summary>
    public required IReadOnlyList<int> Qualities { get; init; }

    public DemoVideoKind Kind { get; init; }

    public string Url => $"https://www.youtube.com/watch?v={Id}";

    /// <summary>The folder of its streams, which it may share with another video.</summary>
    internal string Folder { get; init; } = DemoCatalogue.SmallFolder;

    /// <summary>How long its only stream is, where its bytes are generated.</summary>
    internal long? GeneratedBytes { get; init; }

    // YouTube's channel ids are UC and 22 characters.
    internal string Channel => $"UC{string.Concat(Author.Where(char.IsAsciiLetterOrDigit)).PadRight(22, '0')[..22]}";
}
