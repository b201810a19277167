using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using TelegramAI.Chat.Commands;
using TelegramAI.Core.Chats;
using ChatId = TelegramAI.Core.Chats.ChatId;
using MessageId = TelegramAI.Core.Chats.MessageId;

namespace TelegramAI.Chat.Messages;

/// <summary>A chat on Telegram.</summary>
public sealed class TelegramChat(ITelegramBotClient client, TimeProvider time) : IChat, IChatMembers
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Long enough for 50 MB on a slow line, and for 2000 MB to a server of one's own.</summary>
    private static readonly TimeSpan UploadTimeout = TimeSpan.FromMinutes(30);

    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    public async Task<MessageId> SendAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken = default)
    {
        var message = await CallAsync(
            async token =>
            {
                try
                {
                    return await SendOnceAsync(place, text, token);
                }
                catch (ApiRequestException exception) when (place.ReplyTo is not null && TelegramFailure.IsReplyGone(exception))
                {
                    return await SendOnceAsync(place with { ReplyTo = null }, text, token);
                }
            },
            CallTimeout,
            cancellationToken);

        return new MessageId(message.Id);
    }

    public Task EditAsync(ChatId chat, MessageId message, ChatText text, CancellationToken cancellationToken = default) =>
        CallAsync(
            async token =>
            {
                try
                {
                    return await client.EditMessageText(
                        chat.Value,
                        message.Value,
                        TextLength.Cut(text.Text, TextLength.OfMessage),
                        replyMarkup: JobButtons.For(text),
                        linkPreviewOptions: NoPreview,
                        cancellationToken: token);
                }
                catch (ApiRequestException exception) when (TelegramFailure.IsNotModified(exception))
                {
                    return null;
                }
            },
            CallTimeout,
            cancellationToken);

    public Task DeleteAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default) =>
        CallAsync(
            async token =>
            {
                try
                {
                    await client.DeleteMessage(chat.Value, message.Value, token);
                }
                catch (ApiRequestException exception) when (TelegramFailure.IsDeleted(exception))
                {
                    // As it was to be.
                }

                return true;
            },
            CallTimeout,
            cancellationToken);

    public async Task<bool> TakeButtonsAsync(ChatId chat, MessageId message, CancellationToken cancellationToken = default)
    {
        try
        {
            return await CallAsync(
                async token =>
                {
                    try
                    {
                        await client.EditMessageReplyMarkup(chat.Value, message.Value, replyMarkup: null, cancellationToken: token);
                        return true;
                    }
                    catch (ApiRequestException exception) when (TelegramFailure.IsNotModified(exception))
                    {
                        return false;
                    }
                },
                CallTimeout,
                cancellationToken);
        }
        catch (ChatMessageGoneException)
        {
            return false;
        }
    }

    public Task<bool> IsAdministratorAsync(ChatId chat, UserId user, CancellationToken cancellationToken = default) =>
        CallAsync(
            async token => await client.GetChatMember(chat.Value, user.Value, token) is ChatMemberOwner or ChatMemberAdministrator,
            CallTimeout,
            cancellationToken);

    public async Task<ChatFileId?> ShowVideoAsync(ChatId chat, MessageId message, ChatVideo video, CancellationToken cancellationToken = default)
    {
        if (video.FileId is { } file)
        {
            var known = BotFileId.Of(client.BotId, file) ?? throw new ChatFileGoneException("The file is another bot's");
            return await ShowAsync(chat, message, video, InputFile.FromFileId(known), thumbnail: null, CallTimeout, cancellationToken);
        }

        // Telegram would take the whole upload before it refuses it, or just end the connection.
        var most = 1_000_000L * (client.LocalBotServer ? UploadLimit.OwnServerMegabytes : UploadLimit.TelegramMegabytes);
        if (video.Bytes > most)
            throw new ChatFileTooLargeException($"The video has {video.Bytes} bytes, and a bot may send {most}");

        await using var bytes = await video.OpenAsync(cancellationToken);
        using var picture = video.Thumbnail is { } thumbnail ? new MemoryStream(thumbnail.ToArray(), writable: false) : null;
        return await ShowAsync(
            chat,
            message,
            video,
            InputFile.FromStream(bytes, FileName(video.FileName)),
            picture is null ? null : InputFile.FromStream(picture, "thumbnail.jpg"),
            UploadTimeout,
            cancellationToken);
    }

    private async Task<ChatFileId?> ShowAsync(
        ChatId chat, MessageId message, ChatVideo video, InputFile file, InputFile? thumbnail, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var media = new InputMediaVideo(file)
        {
            Thumbnail = thumbnail,
            Caption = TextLength.Cut(video.Caption, TextLength.OfCaption),
            Duration = (int)Math.Min(int.MaxValue, Math.Ceiling(video.Duration.TotalSeconds)),
            Width = video.Width,
            Height = video.Height,
            SupportsStreaming = true,
        };

        return await CallAsync(
            async token =>
            {
                try
                {
                    var shown = await client.EditMessageMedia(chat.Value, message.Value, media, cancellationToken: token);

                    // A short video without sound comes back as an animation, whose id is good for no video.
                    return shown.Video?.FileId is { } fileId ? BotFileId.Of(client.BotId, fileId) : (ChatFileId?)null;
                }
                catch (ApiRequestException exception) when (TelegramFailure.IsNotModified(exception) && Known(video) is { } known)
                {
                    return known;
                }
            },
            timeout,
            cancellationToken);
    }

    private Task<Message> SendOnceAsync(ChatPlace place, ChatText text, CancellationToken cancellationToken) => client.SendMessage(
        place.Chat.Value,
        TextLength.Cut(text.Text, TextLength.OfMessage),
        messageThreadId: PlaceParameters.ThreadOf(place),
        replyParameters: PlaceParameters.ReplyOf(place),
        replyMarkup: JobButtons.For(text),
        linkPreviewOptions: NoPreview,
        disableNotification: text.Silent,
        cancellationToken: cancellationToken);

    /// <summary>The id that the video was shown by, in the form in which it is kept.</summary>
    private ChatFileId? Known(ChatVideo video) =>
        video.FileId is { } file && BotFileId.Of(client.BotId, file) is { } fileId ? BotFileId.Of(client.BotId, fileId) : null;

    /// <summary>A name without what would end it within a multipart header.</summary>
    private static string FileName(string name) => string.Concat(name.Select(c => char.IsControl(c) || c is '"' or '\\' or '/' ? '_' : c));

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await call(both.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TelegramFailure.IsTelegramError(exception))
        {
            throw TelegramFailure.Translate(exception);
        }
        catch (RequestException exception) when (cancellationToken.IsCancellationRequested)
        {
            // The client calls an answer that was cut off by the cancellation a failure of its own.
            throw new OperationCanceledException("The call was cancelled", exception, cancellationToken);
        }
    }
}
