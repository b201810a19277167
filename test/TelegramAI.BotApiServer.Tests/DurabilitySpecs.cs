using Microsoft.Data.Sqlite;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramAI.BotApiServer.Storage;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.BotApiServer.Tests;

public class DurabilitySpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_updates_files_and_settings_outlive_a_restart()
    {
        var folder = LoopbackTelegram.NewFolder();
        string fileId;
        int said;
        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            said = await server.SayAsync("before");
            fileId = (await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[100])), cancellationToken: Cancel)).Video!.FileId;
            await server.Bot.SetMyCommands([new BotCommand { Command = "help", Description = "Help" }], cancellationToken: Cancel);
            await server.People.SetBlockedAsync(new(5), true, Cancel);
        }

        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            Assert.Equal("before", (await server.Bot.GetUpdates(cancellationToken: Cancel))[0].Message!.Text);
            Assert.Equal("before", (await server.ReadAsync(said))!.Text);
            var again = await server.Bot.SendVideo(1, InputFile.FromFileId(fileId), cancellationToken: Cancel);
            Assert.True(again.Id > said + 1);
            Assert.Single(await server.Bot.GetMyCommands(cancellationToken: Cancel));
            await MessageSpecs.RefusedAsync(403, "Forbidden: bot was blocked by the user", () => server.Bot.SendMessage(5, "x", cancellationToken: Cancel));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task A_damaged_file_ends_the_start_with_one_sentence(int damagedFrom)
    {
        var folder = LoopbackTelegram.NewFolder();
        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            for (var i = 0; i < 50; i++)
                await server.SayAsync(new string('x', 500));
        }

        var path = Path.Combine(folder, "chat.db");
        var bytes = await System.IO.File.ReadAllBytesAsync(path, Cancel);
        Random.Shared.NextBytes(bytes.AsSpan(damagedFrom, Math.Min(20_000, bytes.Length - damagedFrom)));
        await System.IO.File.WriteAllBytesAsync(path, bytes, Cancel);

        var e = await Assert.ThrowsAsync<ChatDataException>(() => LoopbackTelegram.StartAsync(folder: folder));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains("move that file away", e.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_of_an_older_version_is_taken_over()
    {
        var folder = LoopbackTelegram.NewFolder();
        int said;
        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
            said = await server.SayAsync("before");

        await using (var file = new SqliteConnection($"Data Source={Path.Combine(folder, "chat.db")};Pooling=False"))
        {
            await file.OpenAsync(Cancel);
            await using var command = file.CreateCommand();
            command.CommandText =
                """
                ALTER TABLE chats DROP COLUMN json; ALTER TABLE messages DROP COLUMN notifies; ALTER TABLE messages DROP COLUMN reaction;
                ALTER TABLE files DROP COLUMN added_at;
                DROP TABLE topics; DROP TABLE members; PRAGMA user_version = 1;
                """;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using (var server = await LoopbackTelegram.StartAsync(folder: folder))
        {
            Assert.Equal("before", (await server.ReadAsync(said))!.Text);
            Assert.True((await server.Bot.SendMessage(1, "after", cancellationToken: Cancel)).Id > said);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_programs_cannot_use_one_folder()
    {
        await using var server = await LoopbackTelegram.StartAsync();

        var e = await Assert.ThrowsAsync<ChatDataException>(() => LoopbackTelegram.StartAsync(folder: server.Folder));

        Assert.Contains("another running program uses it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_ends_the_start_with_one_sentence()
    {
        var path = Path.GetTempFileName();

        var e = await Assert.ThrowsAsync<ChatDataException>(() => LoopbackTelegram.StartAsync(folder: path));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        System.IO.File.Delete(path);
    }

    [Fact]
    public async Task Wrong_options_are_told_all_at_once()
    {
        var e = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => LoopbackTelegram.StartAsync(options => (options.Token, options.UploadLimit) = ("nonsense", 0)));

        Assert.Equal(2, e.Failures.Count());
    }
}
