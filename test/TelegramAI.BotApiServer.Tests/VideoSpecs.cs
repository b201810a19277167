using System.Security.Cryptography;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class VideoSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_video_of_20_MB_is_uploaded_and_comes_back_the_same()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        var bytes = RandomNumberGenerator.GetBytes(20_000_000);

        var sent = await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(bytes), "día.mp4"), caption: "20 MB", duration: 9, width: 640, height: 360, cancellationToken: Cancel);

        Assert.Equal("día.mp4", sent.Video!.FileName);
        Assert.Equal((9, 640, 360, 20_000_000L), (sent.Video.Duration, sent.Video.Width, sent.Video.Height, sent.Video.FileSize!.Value));
        Assert.Equal("20 MB", sent.Caption);
        using var back = new MemoryStream();
        var file = await server.Bot.GetFile(sent.Video.FileId, Cancel);
        await server.Bot.DownloadFile(file.FilePath!, back, Cancel);
        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(back.ToArray()));
    }

    [Fact]
    public async Task A_text_turns_into_a_video_and_a_second_time_by_its_id_changes_nothing()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        var sent = await server.BotSaysAsync("uploading");

        var shown = await server.Bot.EditMessageMedia(1, sent.Id, Media(InputFile.FromStream(new MemoryStream(new byte[1000]), "a.mp4")), cancellationToken: Cancel);

        Assert.Equal(sent.Id, shown.Id);
        Assert.Null(shown.Text);
        Assert.Equal("caption", shown.Caption);
        Assert.Equal(1000, shown.Video!.FileSize);
        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message is not modified*",
            () => server.Bot.EditMessageMedia(1, sent.Id, Media(InputFile.FromFileId(shown.Video.FileId)), cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: there is no text in the message to edit",
            () => server.Bot.EditMessageText(1, sent.Id, "text again", cancellationToken: Cancel));
        Assert.Single(server.Files);
    }

    [Fact]
    public async Task A_stored_video_is_sent_again_by_its_id()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();
        await server.SayAsync(chat: 2);
        var sent = await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[1000])), cancellationToken: Cancel);

        var again = await server.Bot.SendVideo(2, InputFile.FromFileId(sent.Video!.FileId), caption: "again", cancellationToken: Cancel);

        Assert.Equal(sent.Video.FileId, again.Video!.FileId);
        Assert.Single(server.Files);
    }

    [Fact]
    public async Task An_unknown_file_id_or_address_is_refused()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: wrong file identifier/HTTP URL specified",
            () => server.Bot.SendVideo(1, InputFile.FromFileId("BAACAgIAAxkB"), cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(400, "Bad Request: invalid file_id", () => server.Bot.GetFile("nothing", Cancel));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_and_leaves_nothing()
    {
        await using var server = await LoopbackTelegram.StartAsync(options => options.UploadLimit = 1_000_000);
        await server.SayAsync();

        await MessageSpecs.RefusedAsync(
            413,
            "Request Entity Too Large",
            () => server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[5_000_000])), cancellationToken: Cancel));

        Assert.Empty(server.Files);
    }

    [Fact]
    public async Task A_refused_video_leaves_no_file()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message caption is too long",
            () => server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[1000])), caption: new string('c', 1025), cancellationToken: Cancel));
        await MessageSpecs.RefusedAsync(
            400,
            "Bad Request: message to edit not found",
            () => server.Bot.EditMessageMedia(1, 5, Media(InputFile.FromStream(new MemoryStream(new byte[1000]))), cancellationToken: Cancel));

        Assert.Empty(server.Files);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_file()
    {
        await using var server = await LoopbackTelegram.StartAsync();
        await server.SayAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => server.Bot.SendVideo(1, InputFile.FromStream(new BreakingStream(3_000_000)), cancellationToken: Cancel));

        for (var i = 0; i < 50 && server.Files.Any(); i++)
            await Task.Delay(100, Cancel);

        Assert.Empty(server.Files);
        Assert.Single((await server.People.ReadAsync(LoopbackTelegram.Chat, cancellationToken: Cancel)).Messages);
    }

    [Fact]
    public async Task Leftovers_of_a_run_that_was_cut_off_are_swept_at_the_start()
    {
        var folder = LoopbackTelegram.NewFolder();
        string kept;
        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            await server.SayAsync();
            await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[1000])), cancellationToken: Cancel);
            kept = server.Files.Single();
        }

        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "chat-files", "incoming", "x.part"), "half", Cancel);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "chat-files", "video_orphan.mp4"), "orphan", Cancel);
        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
            Assert.Equal(kept, Assert.Single(server.Files));

        Directory.Delete(folder, recursive: true);
    }

    private static InputMediaVideo Media(InputFile file) => new(file) { Caption = "caption", Width = 640, Height = 360, Duration = 5, SupportsStreaming = true };

    private sealed class BreakingStream(int length) : MemoryStream(new byte[length], 0, length, writable: false, publiclyVisible: true)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length / 2 ? throw new IOException("The source broke") : await base.ReadAsync(buffer, cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => BreakAsync(destination, cancellationToken);

        private async Task BreakAsync(Stream destination, CancellationToken cancellationToken)
        {
            await destination.WriteAsync(GetBuffer().AsMemory(0, (int)Length / 2), cancellationToken);
            await destination.FlushAsync(cancellationToken);
            throw new IOException("The source broke");
        }
    }
}
