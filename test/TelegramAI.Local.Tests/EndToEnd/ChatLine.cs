using System.Text.Json.Nodes;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>A message of the chat, as the page has it.</summary>
/// <param name="Id">Its number in the chat.</param>
/// <param name="Text">Its text, or its video's caption.</param>
/// <param name="IsVideo">A video is in it.</param>
/// <param name="Answers">The message that it answers.</param>
internal sealed record ChatLine(int Id, string Text, bool IsVideo, int? Answers)
{
    /// <summary>The video's title, where there is one.</summary>
    public string Title => Text.Split('\n')[0];

    public static ChatLine Read(JsonNode message) => new(
        (int)message["message_id"]!,
        (string?)message["text"] ?? (string?)message["caption"] ?? "",
        message["video"] is not null,
        (int?)message["reply_to_message"]?["message_id"]);
}
