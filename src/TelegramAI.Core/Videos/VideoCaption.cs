namespace TelegramAI.Core.Videos;

/// <summary>What stands under a video in the chat, whoever shows it.</summary>
public static class VideoCaption
{
    /// <param name="title">The video's title.</param>
    /// <param name="author">Whose it is.</param>
    /// <param name="note">Why it is not what was asked for; null where it is.</param>
    public static string Of(string title, string author, string? note) => note is null ? $"{title}\n{author}" : $"{title}\n{author}\n({note})";
}
