using System.IO.Compression;
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
        var scripts = Directory.EnumerateFiles(Repository.WorkerAmi, "*.sh", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Rig"), "*.sh"));
        var result = await Command.RunAsync("shellcheck", scripts, cancellationToken: Cancellation);
        Assert.True(result.ExitCode == 0, result.All);
    }

    [Fact]
    public async Task The_ffmpeg_that_is_named_is_fetched_and_unpacked()
    {
        var result = await PrepareAsync(Convert.ToHexStringLower(SHA256.HashData(await WheelAsync())));
        Assert.True(result.ExitCode == 0, result.All);
        var content = await Command.RunWellAsync("tar", ["-xzOf", Path.Combine(Build, "systemd", "payload.tar.gz"), "./ffmpeg"], cancellationToken: Cancellation);
        Assert.Equal("the ffmpeg of the wheel", content.Output);
    }

    [Fact]
    public async Task An_ffmpeg_with_another_checksum_is_refused()
    {
        await WheelAsync();
        var result = await PrepareAsync(new string('0', 64));
        Assert.NotEqual(0, result.ExitCode);
        Assert.False(File.Exists(Path.Combine(Build, "systemd", "payload.tar.gz")));
    }

    [Fact]
    public async Task A_folder_without_a_worker_is_refused()
    {
        var result = await Command.RunAsync(
            "bash",
            [Path.Combine(Repository.WorkerAmi, "prepare.sh"), "systemd"],
            [new("worker_folder", _folder.CreateSubdirectory("empty").FullName), new("ffmpeg", "/bin/true"), new("build_folder", Build)],
            cancellationToken: Cancellation);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no TelegramAI.Worker.Ec2", result.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<CommandResult> PrepareAsync(string checksum)
    {
        Needs.Tools("curl", "unzip");
        var worker = Directory.CreateDirectory(Path.Combine(_folder.FullName, "worker")).FullName;
        File.Copy("/bin/true", Path.Combine(worker, "TelegramAI.Worker.Ec2"));
        return await Command.RunAsync(
            "bash",
            [Path.Combine(Repository.WorkerAmi, "prepare.sh"), "systemd"],
            [
                new("worker_folder", worker), new("build_folder", Build), new("ffmpeg_sha256", checksum),
                new("ffmpeg_url", new Uri(Path.Combine(_folder.FullName, "wheel.zip")).AbsoluteUri),
            ],
            cancellationToken: Cancellation);
    }

    private async Task<byte[]> WheelAsync()
    {
        var path = Path.Combine(_folder.FullName, "wheel.zip");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Cancellation))
        {
            await using var entry = new StreamWriter(await zip.CreateEntry(Repository.Versions()["ffmpeg_file"]).OpenAsync(Cancellation));
            await entry.WriteAsync("the ffmpeg of the wheel");
        }

        return await File.ReadAllBytesAsync(path, Cancellation);
    }
}
