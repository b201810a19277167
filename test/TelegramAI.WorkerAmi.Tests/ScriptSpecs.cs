using System.Security.Cryptography;
using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

public sealed class ScriptSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-scripts");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Build => Path.Combine(_folder.FullName, "build");

    [Fact]
    public async Task The_scripts_are_without_a_finding()
    {
        Needs.Tools("shellcheck");
        var scripts = Directory.EnumerateFiles(ImageFolder.FullName, "*.sh", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Rig"), "*.sh"));
        var result = await Command.RunAsync("shellcheck", scripts, cancellationToken: Cancellation);
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Fact]
    public async Task The_ffmpeg_that_is_named_is_fetched()
    {
        var result = await PrepareAsync(Convert.ToHexStringLower(SHA256.HashData(await OfferAsync())));
        Assert.True(result.ExitCode == 0, result.All);
        var content = await Command.RunWellAsync("tar", ["-xzOf", Path.Combine(Build, "systemd", "payload.tar.gz"), "./ffmpeg"], cancellationToken: Cancellation);
        Assert.Equal("the ffmpeg that is named", content.Output);
    }

    [Fact]
    public async Task An_ffmpeg_with_another_checksum_is_refused()
    {
        await OfferAsync();
        var result = await PrepareAsync(new string('0', 64));
        Assert.NotEqual(0, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(Build, "systemd", "payload.tar.gz")));
    }

    [Fact]
    public async Task A_folder_without_a_worker_is_refused()
    {
        var result = await Command.RunAsync(
            "bash",
            [Path.Combine(ImageFolder.FullName, "prepare.sh"), "systemd"],
            [new("worker_folder", _folder.CreateSubdirectory("empty").FullName), new("ffmpeg", "/bin/true"), new("build_folder", Build)],
            cancellationToken: Cancellation);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no TelegramAI.Worker.Ec2", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<CommandResult> PrepareAsync(string checksum)
    {
        Needs.Tools("curl");
        var worker = Directory.CreateDirectory(Path.Combine(_folder.FullName, "worker")).FullName;
        File.Copy("/bin/true", Path.Combine(worker, "TelegramAI.Worker.Ec2"));
        return await Command.RunAsync(
            "bash",
            [Path.Combine(ImageFolder.FullName, "prepare.sh"), "systemd"],
            [
                new("worker_folder", worker), new("build_folder", Build), new("ffmpeg_sha256", checksum),
                new("ffmpeg_url", new Uri(Path.Combine(_folder.FullName, "ffmpeg-linux-x64")).AbsoluteUri),
            ],
            cancellationToken: Cancellation);
    }

    private async Task<byte[]> OfferAsync()
    {
        var content = "the ffmpeg that is named"u8.ToArray();
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "ffmpeg-linux-x64"), content, Cancellation);
        return content;
    }
}
