using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using TelegramAI.Core.Videos;

namespace TelegramAI.Chat.Commands;

/// <summary>What of a message can name videos.</summary>
/// <param name="Text">Its text, or the caption of its media; empty where it has neither.</param>
/// <param name="Links">The links that do not stand in the text as they are: under other words, and on buttons.</param>
internal sealed record MessageContent(string Text, IReadOnlyList<HiddenLink> Links)
{
    public static MessageContent Of(Message message)
    {
        var text = message.Text ?? message.Caption ?? "";
        return new MessageContent(text, [.. Entities(message.Text is null ? message.CaptionEntities : message.Entities), .. Buttons(message, text.Length)]);
    }

    /// <summary>What a message refers to, the nearest first: the passage that it quotes, the message that it replies to, and what that one's preview shows where it is of another chat.</summary>
    public static IEnumerable<MessageContent> ReferredBy(Message message)
    {
        if (message.Quote is { Text: { } quoted } quote)
            yield return new MessageContent(quoted, [.. Entities(quote.Entities)]);

        if (message.ReplyToMessage is { } replied)
            yield return Of(replied);

        if (message.ExternalReply?.LinkPreviewOptions?.Url is { Length: > 0 } preview)
            yield return new MessageContent("", [new HiddenLink(0, preview)]);
    }

    public VideoRequestReading Read() => VideoRequestReader.Read(Text, Links);

    /// <summary>Both as one message, this one first: a height that is asked for here is meant for what is referred to.</summary>
    public MessageContent With(MessageContent other)
    {
        var start = Text.Length + 1;
        return new MessageContent($"{Text}\n{other.Text}", [.. Links, .. other.Links.Select(link => link with { Position = Offset(link.Position, start) })]);
    }

    /// <summary>Positions come from outside and may be any number.</summary>
    private static int Offset(int position, int start) => (int)Math.Min(int.MaxValue, Math.Max(0L, position) + start);

    private static IEnumerable<HiddenLink> Entities(IEnumerable<MessageEntity?>? entities) =>
        entities?.Where(entity => entity is { Type: MessageEntityType.TextLink, Url: not null }).Select(entity => new HiddenLink(entity!.Offset, entity.Url!)) ?? [];

    /// <summary>Only those that name a video: the others are the sender's business.</summary>
    private static IEnumerable<HiddenLink> Buttons(Message message, int position) =>
        message.ReplyMarkup?.InlineKeyboard?
            .SelectMany(row => row ?? [])
            .Where(button => button?.Url is { Length: > 0 })
            .Select(button => new HiddenLink(position, button.Url!))
            .Where(link => VideoRequestReader.Read("", [link]).NamesVideos) ?? [];
}
