using System.Text.Json;
using Telegram.Bot;
using Telegram.Bot.Requests;
using Telegram.Bot.Requests.Abstractions;
using Telegram.Bot.Types;
using TelegramAI.Chat.Messages;
using TelegramAI.Core.Chats;

namespace TelegramAI.Chat.Replies;

/// <summary>What the bot says to an update: a webhook answers with it in its own response, a poller sends it.</summary>
public abstract record BotReply
{
    private BotReply()
    {
    }

    /// <summary>Says something in the chat, as an answer to a message.</summary>
    public sealed record Text(ChatPlace Place, string Words) : BotReply
    {
        public override IRequest ToWebhookMethod() => Request(isWebhookResponse: true);

        public override Task SendAsync(ITelegramBotClient client, CancellationToken cancellationToken = default) =>
            client.SendRequest(Request(isWebhookResponse: false), cancellationToken);

        private SendMessageRequest Request(bool isWebhookResponse) => new()
        {
            ChatId = Place.Chat.Value,
            MessageThreadId = PlaceParameters.ThreadOf(Place),
            Text = TextLength.Cut(Words, TextLength.OfMessage),
            ReplyParameters = PlaceParameters.ReplyOf(Place),
            LinkPreviewOptions = new LinkPreviewOptions { IsDisabled = true },
            IsWebhookResponse = isWebhookResponse,
        };
    }

    /// <summary>Says something to the person who pressed a button, and to nobody else.</summary>
    public sealed record ButtonAnswer(string CallbackId, string Words) : BotReply
    {
        public override IRequest ToWebhookMethod() => Request(isWebhookResponse: true);

        public override Task SendAsync(ITelegramBotClient client, CancellationToken cancellationToken = default) =>
            client.SendRequest(Request(isWebhookResponse: false), cancellationToken);

        private AnswerCallbackQueryRequest Request(bool isWebhookResponse) => new()
        {
            CallbackQueryId = CallbackId,
            Text = TextLength.Cut(Words, TextLength.OfButtonAnswer),
            IsWebhookResponse = isWebhookResponse,
        };
    }

    /// <summary>The Bot API's method, to be the body of a webhook's response. https://core.telegram.org/bots/api#making-requests-when-getting-updates</summary>
    public abstract IRequest ToWebhookMethod();

    /// <summary>The JSON of <see cref="ToWebhookMethod"/>.</summary>
    public string ToWebhookJson()
    {
        var method = ToWebhookMethod();
        return JsonSerializer.Serialize(method, TelegramJson.Of(method.GetType()));
    }

    /// <summary>Sends it by the client.</summary>
    public abstract Task SendAsync(ITelegramBotClient client, CancellationToken cancellationToken = default);
}
