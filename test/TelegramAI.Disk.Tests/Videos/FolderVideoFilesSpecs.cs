using TelegramAI.Core.Videos;
using TelegramAI.Disk.Tests.Rig;
using TelegramAI.Disk.Videos;
using TelegramAI.Testing.Contracts;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests.Videos;

public sealed class FolderVideoFilesSpecs : VideoFilesSpecs, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FolderVideoFiles _files;

    public FolderVideoFilesSpecs() => _files = Open(_folder["videos"]);

    protected override IVideoFiles Files => _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_but_whole_videos_is_in_the_folder()
    {
        await StoreAsync(Key, RandomBytes(10));
        await using (var upload = await Files.BeginAsync(Key, Cancellation))
            await upload.Stream.WriteAsync(RandomBytes(10), Cancellation);

        Assert.Equal("720p.mp4", Path.GetFileName(Assert.Single(Everything(_folder["videos"]))));
    }

    [Fact]
    public async Task Opening_the_folder_sweeps_what_a_killed_process_left()
    {
        var root = _folder["killed"];
        var last = await CrashTarget.RunAndKillAsync("upload", root, atLeast: 3);

        var files = Open(root);

        var stored = Everything(root);
        Assert.InRange(stored.Count, last + 1, last + 2);
        Assert.All(stored, path => Assert.Equal(32 * 64 * 1024, new FileInfo(path).Length));
        for (var number = 0; number <= last; number++)
            Assert.NotNull(await files.LengthAsync(Key with { Format = new VideoFormat(number, "mp4") }, Cancellation));
    }

    [Fact]
    public async Task A_full_disk_is_the_stores_failure_and_leaves_nothing()
    {
        using var disk = new TinyDisk(kilobytes: 512);
        var files = Open(disk["videos"]);

        await using (var upload = await files.BeginAsync(Key, Cancellation))
        {
            await Assert.ThrowsAsync<VideoStorageException>(async () =>
            {
                for (var i = 0; i < 100; i++)
                    await upload.Stream.WriteAsync(RandomBytes(10_000), Cancellation);
                await upload.CommitAsync(Cancellation);
            });
        }

        Assert.Empty(Everything(disk["videos"]));
        Assert.Null(await files.LengthAsync(Key, Cancellation));
    }

    [Fact]
    public async Task A_disk_that_fills_with_the_last_bytes_is_the_stores_failure_too()
    {
        using var disk = new TinyDisk(kilobytes: 512);
        var files = Open(disk["videos"]);

        await using (var upload = await files.BeginAsync(Key, Cancellation))
        {
            // So few bytes wait in memory until they are flushed.
            await upload.Stream.WriteAsync(RandomBytes(10), Cancellation);
            disk.Fill();
            await Assert.ThrowsAsync<VideoStorageException>(() => upload.CommitAsync(Cancellation));
        }

        Assert.Empty(Everything(disk["videos"]));
    }

    [Fact]
    public async Task A_read_only_disk_is_the_stores_failure()
    {
        using var disk = new TinyDisk(kilobytes: 512);
        var files = Open(disk["videos"]);
        disk.MakeReadOnly();

        await Assert.ThrowsAsync<VideoStorageException>(() => files.BeginAsync(Key, Cancellation));
    }

    [Theory]
    [InlineData("../../x")]
    [InlineData("mp4/../../../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData("mp4\0")]
    public async Task A_format_made_by_hand_does_not_lead_out_of_the_folder(string extension)
    {
        var key = Key with { Format = new VideoFormat(720, extension) };

        await Assert.ThrowsAsync<ArgumentException>(() => Files.BeginAsync(key, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.OpenAsync(key, 0, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => Files.LengthAsync(default, Cancellation));
    }

    private static List<string> Everything(string root) =>
        [.. Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })];

    private static FolderVideoFiles Open(string root) =>
        new(root, new VideoLinks(LinkKey.Open($"{root}.key"), () => new Uri("http://localhost"), TimeProvider.System));
}
