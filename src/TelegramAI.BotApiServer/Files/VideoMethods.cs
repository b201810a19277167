using TelegramAI.BotApiServer.Calls;
using TelegramAI.BotApiServer.Chats;
using TelegramAI.BotApiServer.Messages;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Files;

/// <summary>Sending of videos, as new messages or in place of a text, by their bytes or by the id of a stored one.</summary>
internal sealed class VideoMethods(ChatDatabase database, MessageComposer composer, FileStore files, TimeProvider time) : IBotMethods
{
    private const string Attached = "attach://";

    public IEnumerable<(string Name, BotMethod Run)> Methods =>
    [
        ("sendVideo", SendAsync),
        ("editMessageMedia", EditMediaAsync),
        ("getFile", GetFileAsync),
    ];

    private Task<object> SendAsync(BotCall call, CancellationToken cancellationToken)
    {
        var media = new InputMedia
        {
            Type = "video",
            Media = call.Text("video") ?? (call.Uploads.ContainsKey("video") ? $"{Attached}video" : null),
            Caption = call.Text("caption"),
            CaptionEntities = call.Object<List<MessageEntity>>("caption_entities"),
            ParseMode = call.Text("parse_mode"),
            Width = (int)(call.Number("width") ?? 0),
            Height = (int)(call.Number("height") ?? 0),
            Duration = (int)(call.Number("duration") ?? 0),
        };
        return PutAsync(
            call,
            media,
            (transaction, video, caption) => composer.Send(
                transaction,
                call,
                ContentKind.Video,
                message => message with { Video = video, Caption = caption?.Text, CaptionEntities = caption?.Entities }),
            cancellationToken);
    }

    private Task<object> EditMediaAsync(BotCall call, CancellationToken cancellationToken)
    {
        var keyboard = InlineKeyboard.Of(call);
        var media = call.Object<InputMedia>("media") ?? throw BotApiException.BadRequest("input media is not specified");
        if (media.Type is not "video")
            throw BotApiException.BadRequest("type of file mismatch");

        return PutAsync(
            call,
            media,
            (transaction, video, caption) =>
            {
                var before = composer.Editable(transaction, call);
                transaction.RequireRight(call.Chat, ContentKind.Video);
                var after = before with
                {
                    Text = null,
                    Entities = null,
                    Video = video,
                    Caption = caption?.Text,
                    CaptionEntities = caption?.Entities,
                    ReplyMarkup = keyboard,
                };
                return composer.Replace(transaction, before, after);
            },
            cancellationToken);
    }

    private async Task<object> PutAsync(
        BotCall call,
        InputMedia media,
        Func<ChatTransaction, Video, MessageText?, Message> put,
        CancellationToken cancellationToken)
    {
        var caption = MessageText.Caption(media.Caption, media.CaptionEntities, media.ParseMode);
        if (UploadOf(call, media) is not { } upload)
        {
            return await database.WriteAsync(
                transaction => put(transaction, transaction.FindFile(media.Media ?? "")?.Video ?? throw BotApiException.WrongFile(), caption),
                cancellationToken);
        }

        var file = FileTable.Name(upload, media.Width, media.Height, media.Duration);
        var path = files.PathOf(file.Name);
        try
        {
            return await database.WriteAsync(
                transaction =>
                {
                    transaction.AddFile(file, time.GetUtcNow());
                    var message = put(transaction, file.Video, caption);
                    // Last, so that a refused message leaves no file, and before the commit, so that no message lacks its file.
                    upload.KeepAs(path);
                    return message;
                },
                cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static Upload? UploadOf(BotCall call, InputMedia media)
    {
        if (media.Media?.StartsWith(Attached, StringComparison.Ordinal) is not true)
            return null;

        var upload = call.Uploads.GetValueOrDefault(media.Media[Attached.Length..]) ?? throw BotApiException.WrongFile();
        return upload.Bytes > 0 ? upload : throw BotApiException.BadRequest("file must be non-empty");
    }

    private async Task<object> GetFileAsync(BotCall call, CancellationToken cancellationToken)
    {
        var file = await database.ReadAsync(transaction => transaction.FindFile(call.Text("file_id") ?? ""), cancellationToken)
            ?? throw BotApiException.BadRequest("invalid file_id");
        return new { file.Video.FileId, file.Video.FileUniqueId, file.Video.FileSize, FilePath = $"videos/{file.Name}" };
    }

    private sealed record InputMedia
    {
        public string? Type { get; init; }

        public string? Media { get; init; }

        public string? Caption { get; init; }

        public IReadOnlyList<MessageEntity>? CaptionEntities { get; init; }

        public string? ParseMode { get; init; }

        public int Width { get; init; }

        public int Height { get; init; }

        public int Duration { get; init; }
    }
}
