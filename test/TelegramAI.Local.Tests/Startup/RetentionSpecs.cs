using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Telegram.Bot;
using Telegram.Bot.Types;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Videos;
using TelegramAI.Local.Startup;
using TelegramAI.Testing.Files;
using TelegramAI.Testing.Telegram;
using File = System.IO.File;

namespace TelegramAI.Local.Tests.Startup;

public sealed class RetentionSpecs : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task Old_videos_and_jobs_are_deleted_and_young_ones_stay()
    {
        var documents = new FolderDocuments(_folder["documents"], _time);
        var videos = new FolderVideoFiles(_folder["videos"], new VideoLinks(LinkKey.Open(_folder["links.key"]), () => new Uri("http://127.0.0.1"), _time));
        await StoreAsync(documents, "old");
        _time.Advance(TimeSpan.FromDays(60));
        await StoreAsync(documents, "middle");
        _time.Advance(TimeSpan.FromDays(31));
        await StoreAsync(documents, "young");

        await new Retention(videos, documents, Options.Create(new RetentionOptions()), _time, NullLogger<Retention>.Instance).RunOnceAsync(Cancel);

        Assert.Equal(["young"], Directory.EnumerateFiles(_folder["videos"], "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(["videos/young.json"], await documents.ListAsync("videos/", Cancel).ToListAsync(Cancel));
        Assert.Equal(["jobs/1/young.json", "jobs/1/middle.json"], await documents.ListAsync("jobs/", Cancel).ToListAsync(Cancel));
    }

    [Fact(Timeout = 30_000)]
    public async Task Old_messages_are_forgotten_and_then_the_files_that_none_shows()
    {
        await using var server = await LoopbackTelegram.StartAsync(time: _time);
        var deleted = await server.BotSaysAsync();
        await server.Bot.DeleteMessage(1, deleted.Id, Cancel);
        var shown = await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[10])), cancellationToken: Cancel);
        await server.Bot.SendVideo(1, InputFile.FromStream(new MemoryStream(new byte[10])), cancellationToken: Cancel);
        _time.Advance(TimeSpan.FromDays(91));
        var again = await server.Bot.SendVideo(1, InputFile.FromFileId(shown.Video!.FileId), cancellationToken: Cancel);

        Assert.Equal(4, await server.Retention.ExpireAsync(_time.GetUtcNow() - TimeSpan.FromDays(90), Cancel));

        Assert.Equal(again.Id, Assert.Single(await server.People.ChangesAsync(LoopbackTelegram.Chat, 0, Cancel)).MessageId);
        Assert.Single(server.Files);
        await server.Bot.GetFile(shown.Video.FileId, Cancel);
    }

    [Fact]
    public void Days_that_cannot_be_are_all_named()
    {
        var check = new RetentionOptionsValidator().Validate(null, new RetentionOptions { VideoDays = 0, LedgerDays = 99_999, ChatDays = -1 });

        Assert.Equal(4, check.Failures!.Count());
    }

    private async Task StoreAsync(FolderDocuments documents, string name)
    {
        Directory.CreateDirectory(_folder["videos"]);
        await File.WriteAllTextAsync(_folder[$"videos/{name}"], "bytes", Cancel);
        File.SetLastWriteTimeUtc(_folder[$"videos/{name}"], _time.GetUtcNow().UtcDateTime);
        await documents.PutAsync($"videos/{name}.json", Encoding.UTF8.GetBytes("{}"), expected: null, Cancel);
        await documents.PutAsync($"jobs/1/{name}.json", Encoding.UTF8.GetBytes("{}"), expected: null, Cancel);
    }
}
