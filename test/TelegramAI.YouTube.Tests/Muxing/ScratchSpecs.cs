using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.YouTube.Tests.Muxing;

public sealed class ScratchSpecs : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scratch-specs-").FullName;

    [Fact]
    public void Sweeping_deletes_what_a_killed_process_left_and_nothing_else()
    {
        var dead = Directory.CreateDirectory(Path.Combine(_root, "mux-dead")).FullName;
        File.WriteAllText(Path.Combine(dead, "video"), "half");
        File.WriteAllText(dead + ".lock", "");
        File.WriteAllText(Path.Combine(_root, "mux-lonely.lock"), "");
        Directory.CreateDirectory(Path.Combine(_root, "unlocked")).CreateSubdirectory("mux-inside");
        File.WriteAllText(Path.Combine(_root, "notes.txt"), "mine");
        using var alive = Scratch().Create(bytes: 1);
        File.WriteAllText(alive.File("video"), "coming");

        Assert.Equal(2, Scratch().Sweep());
        Assert.True(File.Exists(alive.File("video")));
        Assert.True(File.Exists(Path.Combine(_root, "notes.txt")));
        Assert.True(Directory.Exists(Path.Combine(_root, "unlocked", "mux-inside")));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(_root, "mux-*").Count());
        Assert.Equal(0, Scratch().Sweep());
    }

    [Fact]
    public void A_folder_is_gone_when_it_is_disposed()
    {
        using (var folder = Scratch().Create(bytes: 1))
            File.WriteAllText(folder.File("video"), "done");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void Sweeping_before_there_was_any_download_does_nothing() =>
        Assert.Equal(0, new Scratch(Options.Create(new YouTubeOptions { Scratch = Path.Combine(_root, "none") }), NullLogger<Scratch>.Instance).Sweep());

    [Fact]
    public void A_disk_without_room_is_told_before_the_download() =>
        Assert.Throws<VideoStorageException>(() => Scratch().Create(bytes: long.MaxValue));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Scratch Scratch() => new(Options.Create(new YouTubeOptions { Scratch = _root }), NullLogger<Scratch>.Instance);
}
