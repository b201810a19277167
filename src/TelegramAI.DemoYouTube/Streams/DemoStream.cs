using TelegramAI.DemoYouTube.Catalogue;

namespace TelegramAI.DemoYouTube.Streams;

/// <summary>A stream that the player lists.</summary>
/// <param name="Itag">YouTube's number for the format.</param>
/// <param name="File">Its name, in the address and in the folder.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Height">In lines; null where there is no picture.</param>
internal sealed record DemoStream(int Itag, string File, long Length, string MimeType, int? Height)
{
    private static readonly (int Itag, string File, string MimeType, int? Height)[] Formats =
    [
        (18, "18.mp4", """video/mp4; codecs="avc1.42001E, mp4a.40.2" """.TrimEnd(), 360),
        (134, "134.mp4", """video/mp4; codecs="avc1.4d401e" """.TrimEnd(), 360),
        (136, "136.mp4", """video/mp4; codecs="avc1.4d401f" """.TrimEnd(), 720),
        (137, "137.mp4", """video/mp4; codecs="avc1.4d4028" """.TrimEnd(), 1080),
        (140, "140.m4a", """audio/mp4; codecs="mp4a.40.2" """.TrimEnd(), null),
    ];

    public bool IsMuxed => Itag == 18;

    /// <summary>The streams of a video, as its files or its kind have them.</summary>
    public static IReadOnlyList<DemoStream> Of(DemoVideo video, string media)
    {
        if (video.GeneratedBytes is { } length)
            return [new DemoStream(Formats[0].Itag, Formats[0].File, length, Formats[0].MimeType, Formats[0].Height)];

        return
        [
            .. from format in Formats
               let file = new FileInfo(Path.Combine(media, video.Folder, format.File))
               where file.Exists
               select new DemoStream(format.Itag, format.File, file.Length, format.MimeType, format.Height),
        ];
    }
}
