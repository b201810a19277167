using TelegramAI.Disk.Tests.Rig;
using TelegramAI.Testing.Files;

namespace TelegramAI.Disk.Tests;

public sealed class DataFolderSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_made_for_its_owner_alone()
    {
        using var data = DataFolder.Open(_folder["new/data"]);

        Assert.Equal(_folder["new/data"], data.Root);
        Assert.True(data.FreeBytes > 0);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Root));
    }

    [Fact]
    public void Scratch_is_empty_after_opening_and_the_rest_is_kept()
    {
        using (var data = DataFolder.Open(_folder.Path))
        {
            Directory.CreateDirectory(Path.Combine(data.Scratch, "half"));
            File.WriteAllText(Path.Combine(data.Scratch, "half/video"), "x");
            File.WriteAllText(data.ChatFile, "x");
            File.WriteAllText(Path.Combine(data.Root, ".probe-1"), "x");
        }

        using var again = DataFolder.Open(_folder.Path);

        Assert.Empty(Directory.EnumerateFileSystemEntries(again.Scratch));
        Assert.True(File.Exists(again.ChatFile));
        Assert.False(File.Exists(Path.Combine(again.Root, ".probe-1")));
    }

    [Fact]
    public void A_second_opening_is_refused_in_one_sentence_until_the_first_is_closed()
    {
        using (DataFolder.Open(_folder.Path))
        {
            var refusal = Assert.Throws<DataFolderException>(() => DataFolder.Open(_folder.Path));
            Assert.Contains("in use by another running program", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", refusal.Message, StringComparison.Ordinal);
        }

        DataFolder.Open(_folder.Path).Dispose();
    }

    [Fact]
    public async Task A_folder_that_another_process_holds_is_free_once_that_is_killed()
    {
        using var process = CrashTarget.Start("hold", _folder.Path);
        try
        {
            Assert.Equal("0", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Throws<DataFolderException>(() => DataFolder.Open(_folder.Path));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        DataFolder.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused_in_one_sentence()
    {
        File.WriteAllText(_folder["file"], "x");

        Assert.Contains("can't be written", Assert.Throws<DataFolderException>(() => DataFolder.Open(_folder["file"])).Message, StringComparison.Ordinal);
        Assert.Throws<DataFolderException>(() => DataFolder.Open(_folder["file/below"]));
    }

    [Fact]
    public void A_read_only_disk_is_refused_in_one_sentence()
    {
        using var disk = new TinyDisk(kilobytes: 256);
        disk.MakeReadOnly();

        Assert.Contains("can't be written", Assert.Throws<DataFolderException>(() => DataFolder.Open(disk.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_refused_in_one_sentence()
    {
        using var disk = new TinyDisk(kilobytes: 256);
        disk.Fill();

        Assert.Contains("can't be written", Assert.Throws<DataFolderException>(() => DataFolder.Open(disk.Path)).Message, StringComparison.Ordinal);
        Assert.Equal([disk["filler"]], Directory.GetFiles(disk.Path));
    }
}
