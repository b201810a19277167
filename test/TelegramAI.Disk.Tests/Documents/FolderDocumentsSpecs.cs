using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using TelegramAI.Core.Jobs;
using TelegramAI.Core.Videos;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Tests.Rig;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests.Documents;

public sealed class FolderDocumentsSpecs : DocumentStoreSpecs, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FolderDocuments _documents;

    public FolderDocumentsSpecs() => _documents = new FolderDocuments(_folder["documents"], new FakeTimeProvider());

    protected override IDocumentStore Documents => _documents;

    protected override int Many => 3_000;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_list_has_the_latest_written_first_however_fast_they_were_written()
    {
        string? version = null;
        for (var i = 0; i < 50; i++)
        {
            var written = await PutAsync($"jobs/1/{i}.json", "x", expected: null);
            version ??= written;
        }

        await PutAsync("jobs/1/0.json", "changed", version);

        var paths = await Documents.ListAsync("jobs/", Cancellation).ToListAsync(Cancellation);
        Assert.Equal([0, .. Enumerable.Range(1, 49).Reverse()], paths.Select(path => int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_written_last_is_listed_without_reading_the_folder_again()
    {
        for (var i = 0; i < 600; i++)
            await PutAsync($"jobs/1/{i}.json", "x", expected: null);

        Assert.Equal(600, (await Documents.ListAsync("jobs/", Cancellation).ToListAsync(Cancellation)).Count);
        await PutAsync("jobs/2/newest.json", "x", expected: null);

        // Whatever is listed from here on does not come from the disk.
        Directory.Delete(_folder["documents/jobs"], recursive: true);
        var latest = await Documents.ListAsync("jobs/", Cancellation).Take(100).ToListAsync(Cancellation);

        Assert.Equal(["jobs/2/newest.json", .. Enumerable.Range(501, 99).Reverse().Select(i => $"jobs/1/{i}.json")], latest, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Paths_that_differ_by_case_are_different_documents_on_every_disk()
    {
        await PutAsync("videos/AAAAAAAAAAA.json", "upper", expected: null);
        await PutAsync("videos/aaaaaaaaaaa.json", "lower", expected: null);

        Assert.Equal("upper", Text(await Documents.GetAsync("videos/AAAAAAAAAAA.json", Cancellation)));
        var names = Directory.GetFiles(_folder["documents/videos"]).Select(path => Path.GetFileName(path).ToUpperInvariant());
        Assert.Equal(2, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../x.json")]
    [InlineData("jobs/../../x.json")]
    [InlineData("jobs//x.json")]
    [InlineData("jobs/.incoming/x")]
    [InlineData(".incoming/x")]
    [InlineData("jobs\\x.json")]
    [InlineData("jobs/x\0.json")]
    [InlineData("jobs/x+y.json")]
    [InlineData("C:/x.json")]
    public async Task A_path_that_is_none_of_ours_is_refused(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.GetAsync(path, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(path, "x", expected: null));
        await Assert.ThrowsAsync<ArgumentException>(() => Documents.DeleteAsync(path, "x", Cancellation));
    }

    [Fact]
    public async Task A_kill_leaves_a_whole_document_and_nothing_beside_it()
    {
        var root = _folder["killed"];
        var last = await CrashTarget.RunAndKillAsync("count", root, atLeast: 20);

        var documents = new FolderDocuments(root, TimeProvider.System);

        var text = Text(await documents.GetAsync("counter", Cancellation));
        Assert.Equal(5_000, text.Length);
        Assert.InRange(int.Parse(text, CultureInfo.InvariantCulture), last, last + 1);
        Assert.Empty(Directory.GetFiles(Path.Combine(root, ".incoming")));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_document_as_it_was()
    {
        using var disk = new TinyDisk(kilobytes: 256);
        var documents = new FolderDocuments(disk.Path, TimeProvider.System);
        var version = await documents.PutAsync("a.json", "one"u8.ToArray(), expected: null, Cancellation);
        disk.Fill();

        await Assert.ThrowsAsync<VideoStorageException>(() => documents.PutAsync("a.json", new byte[100_000], version, Cancellation));
        await Assert.ThrowsAsync<VideoStorageException>(() => documents.PutAsync("a.json", "two"u8.ToArray(), version, Cancellation));

        Assert.Equal("one", Text(await documents.GetAsync("a.json", Cancellation)));
        Assert.Empty(Directory.GetFiles(disk[".incoming"]));
    }
}
