using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CliWrap;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Videos;
using TelegramAI.YouTube.Muxing;
using TelegramAI.YouTube.Tests.Site;

namespace TelegramAI.YouTube.Tests.Muxing;

/// <summary>What ffmpeg can do beside its work, shown by a shell script in its place.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfinementSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("confinement-specs-");
    private readonly WarningLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Output => Path.Combine(_folder.FullName, "output");

    [Fact(Timeout = 60_000)]
    public async Task Has_no_network_while_the_same_program_has_it_otherwise()
    {
        SkipElsewhere();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connect = $"bash -c 'exec 3<> /dev/tcp/127.0.0.1/{((IPEndPoint)listener.LocalEndpoint).Port}'";
        await using var ffmpeg = FakeFfmpeg.That(connect);

        var free = await Cli.Wrap(ffmpeg.Path).WithValidation(CommandResultValidation.None).ExecuteAsync(Token);
        Assert.Equal(0, free.ExitCode);

        var confined = await Process().RunAsync(ffmpeg.Path, [], Token);
        Assert.NotEqual(0, confined.ExitCode);
        Assert.Contains("Operation not permitted", confined.Errors, StringComparison.Ordinal);
        Assert.Empty(_log.Warnings);
    }

    [Fact(Timeout = 60_000)]
    public async Task Leaves_the_network_to_this_program()
    {
        SkipElsewhere();
        await using var ffmpeg = FakeFfmpeg.That("exit 0");
        var before = FiltersOf("self");
        for (var run = 0; run < 20; run++)
            await Process().RunAsync(ffmpeg.Path, [], Token);

        // The compiler's thread may have started from the confined one. It ends by itself, and needs no network.
        var confined = Directory.EnumerateDirectories("/proc/self/task")
            .Select(thread => (Name: ReadOrEmpty(Path.Combine(thread, "comm")).Trim(), Filters: FiltersOf($"self/task/{Path.GetFileName(thread)}")))
            .Where(thread => thread.Filters > before && thread.Name is not ".NET Tiered Com");
        Assert.Empty(confined);
    }

    [Fact(Timeout = 60_000)]
    public async Task Has_nothing_of_this_programs_environment_but_the_ways_to_programs()
    {
        SkipElsewhere();
        await using var ffmpeg = FakeFfmpeg.That("cat /proc/$$/environ");
        Environment.SetEnvironmentVariable("Telegram__Token", "a secret of the specs");
        try
        {
            var result = await Process().RunAsync(ffmpeg.Path, [], Token);
            var names = result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')[0]);
            Assert.Empty(names.Except(["PATH", "LD_LIBRARY_PATH"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("Telegram__Token", null);
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(128, false)]
    [InlineData(4096, true)]
    public async Task Fails_where_it_takes_more_memory_than_it_may_have(int megabytes, bool succeeds)
    {
        SkipElsewhere();
        await using var ffmpeg = FakeFfmpeg.That($"""
            while [ "$(ulimit -v)" = unlimited ]; do sleep 0.01; done
            head -c 200000000 /dev/zero | tail -n 1 > /dev/null || exit 1
            echo film > "{Output}"
            """);
        var mux = MuxAsync(ffmpeg, options => options.FfmpegMemoryMegabytes = megabytes);
        if (succeeds)
            await mux;
        else
            Assert.Equal(FailingPart.Ffmpeg, (await Assert.ThrowsAsync<VideoTransientException>(() => mux)).Part);
        Assert.Equal(succeeds, File.Exists(Output));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("exec sleep 600")]
    [InlineData("sleep 600")]
    [InlineData("trap '' INT TERM; while :; do sleep 0.1; done")]
    [InlineData("exec yes 'the same again' >&2")]
    public async Task Is_ended_after_its_time(string body)
    {
        await using var ffmpeg = FakeFfmpeg.That(body);
        var error = await Assert.ThrowsAsync<VideoTransientException>(() => MuxAsync(ffmpeg, options => options.FfmpegSeconds = 0.5));
        Assert.Equal(FailingPart.Ffmpeg, error.Part);
        Assert.Contains("0.5 s", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reads_files_only()
    {
        await using var ffmpeg = FakeFfmpeg.That($"echo \"$*\" > \"{Output}\"");
        await MuxAsync(ffmpeg, _ => { });
        var arguments = await File.ReadAllTextAsync(Output, Token);
        Assert.Contains("-protocol_whitelist file -f mp4 -i file:picture -protocol_whitelist file -f mp4 -i file:sound", arguments, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void SkipElsewhere() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux confines it");

    private FfmpegProcess Process() => new(Options.Create(new YouTubeOptions()), _log);

    private async Task MuxAsync(FakeFfmpeg ffmpeg, Action<YouTubeOptions> configure)
    {
        await using var youtube = await TestYouTube.StartAsync(options =>
        {
            options.Ffmpeg = ffmpeg.Path;
            configure(options);
        });
        await youtube.Get<Muxer>().MuxAsync("picture", "sound", "film", Token);
    }

    /// <summary>How many filters a process or a thread has: a container's own count too.</summary>
    private static int FiltersOf(string process) => ReadOrEmpty($"/proc/{process}/status").Split('\n')
        .Where(line => line.StartsWith("Seccomp_filters:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split(':')[1]))
        .FirstOrDefault();

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The thread has ended.
            return "";
        }
    }

    private sealed class WarningLog : ILogger<FfmpegProcess>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings.Add(formatter(state, exception));
    }
}
