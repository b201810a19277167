using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TelegramAI.Testing.Waiting;
using TelegramAI.WorkerAmi.Tests.Rig;

namespace TelegramAI.WorkerAmi.Tests;

/// <summary>A machine whose worker is dead switches itself off, which its launch template makes its end.</summary>
public sealed class DeadManSpecs(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("telegramai-deadman");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The machine's own times, made shorter: it looks each second, and waits for five.</summary>
    [Theory]
    [InlineData("never starts", "exit 1", "-")]
    [InlineData("ends again and again", "systemd-notify --ready; sleep 1; exit 1", "-")]
    [InlineData("hangs", "systemd-notify --ready; exec sleep infinity", "5")]
    [InlineData("is not there", "exit 1", "5")]
    public async Task A_machine_is_off_soon_after_its_worker(string what, string script, string deadManSeconds)
    {
        Needs.Skip(Needs.RehearsalSkip);
        using var worker = new BrokenWorker(script);
        await using var machine = await InstallAsync(worker, deadManSeconds);
        if (what is "is not there")
            await machine.RunAsync("rm", "-r", "/opt/telegramai/worker", "/etc/systemd/system/telegramai-worker.service");

        var started = Stopwatch.GetTimestamp();
        if (deadManSeconds is not "-")
            await machine.RunAsync("systemctl", "start", "telegramai-deadman.timer");
        await machine.RunAsync("systemctl", "start", "--no-block", "telegramai-worker.service");
        var off = await Eventually.HoldsAsync(() => Task.FromResult(machine.IsOff), TimeSpan.FromSeconds(60));

        Assert.True(off is not null, await machine.JournalAsync());
        output.WriteLine($"{what}: off after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task The_switch_is_patient_with_a_machine_that_starts_and_then_for_its_own_time()
    {
        Needs.Tools("bash");
        Assert.Equal(0, await LookAsync(port: 1));
        Assert.Equal(0, await LookAsync(port: 1));

        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        Assert.Equal(1, await LookAsync(port: 1));
    }

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    public async Task Only_a_good_answer_is_a_sign_of_life(string status, int expected)
    {
        Needs.Tools("bash");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "alive"), "0", Cancellation);
        var look = LookAsync(port);

        Assert.StartsWith("GET /life HTTP/1.0", await ServeAsync(listener, status), StringComparison.Ordinal);
        Assert.Equal(expected, await look);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> ServeAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancellation);
        await using var stream = client.GetStream();
        var request = new byte[1024];
        var length = await stream.ReadAsync(request, Cancellation);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), Cancellation);
        return Encoding.ASCII.GetString(request, 0, length);
    }

    private async Task<int> LookAsync(int port) => (await Command.RunAsync(
        "bash",
        [Path.Combine(ImageFolder.FullName, "deadman.sh")],
        [
            new("RUNTIME_DIRECTORY", _folder.FullName), new("DEADMAN_SECONDS", "1"),
            new("Health__Port", port.ToString(CultureInfo.InvariantCulture)),
        ],
        cancellationToken: Cancellation)).ExitCode;

    /// <summary>A machine on which install.sh has put a worker, and which has not started it yet.</summary>
    private async Task<Machine> InstallAsync(BrokenWorker worker, string deadManSeconds)
    {
        var tree = await BaseTree.GetAsync(Cancellation);
        var build = Path.Combine(_folder.FullName, "build");
        await Payload.PrepareAsync("systemd", worker.Folder, build);
        var machine = await Machine.BootAsync(tree, Path.Combine(_folder.FullName, "machine"), layer => PutAsync(layer, build, deadManSeconds), Cancellation);
        var installed = await machine.RunAsync(
            "env",
            "VARIANT=systemd",
            "PAYLOAD=/opt/payload.tar.gz",
            "WORKER_VERSION=1.0.0",
            $"FFMPEG_VERSION={await BaseTree.FfmpegVersionAsync(tree, Cancellation)}",
            "bash",
            "/opt/install.sh");
        Assert.True(installed.ExitCode == 0, installed.All);
        return machine;
    }

    private static async Task PutAsync(string layer, string build, string deadManSeconds)
    {
        var opt = Directory.CreateDirectory(Path.Combine(layer, "opt")).FullName;
        File.Copy(Path.Combine(build, "systemd", "payload.tar.gz"), Path.Combine(opt, "payload.tar.gz"));
        File.Copy(Path.Combine(ImageFolder.FullName, "install.sh"), Path.Combine(opt, "install.sh"));

        // It needs no settings, and is not cloud-init's.
        await WriteAsync(layer, "etc/telegramai/worker.env", "AWS_REGION=eu-west-1\nHealth__Port=1\n");
        await WriteAsync(layer, "etc/cloud/cloud-init.disabled", "");
        await WriteAsync(layer, "etc/systemd/system/telegramai-worker.service.d/soon.conf", "[Service]\nRestartSec=1\n");
        await WriteAsync(layer, "etc/systemd/system/telegramai-deadman.service.d/soon.conf", $"[Service]\nEnvironment=DEADMAN_SECONDS={deadManSeconds}\n");
        await WriteAsync(layer, "etc/systemd/system/telegramai-deadman.timer.d/soon.conf", "[Timer]\nOnBootSec=1s\nOnUnitActiveSec=1s\n");
    }

    private static async Task WriteAsync(string layer, string path, string content)
    {
        var file = Path.Combine(layer, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content, Cancellation);
    }
}
