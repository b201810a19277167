using System.Net;
using System.Net.Sockets;
using TelegramAI.Testing.Files;
using TelegramAI.Testing.Telegram;

namespace TelegramAI.Local.Tests.EndToEnd;

/// <summary>Starts that can't be, and starts that look so.</summary>
public sealed class StartSpecs : IDisposable
{
    private const string WellFormedToken = "987654:a-token-that-no-server-has-ever-given-out";

    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--wrong", "--wrong")]
    [InlineData("--port", "--port", "many")]
    [InlineData("--port", "--port", "70000")]
    [InlineData("--speed", "--speed", "0")]
    [InlineData("--workers", "--workers", "1000")]
    [InlineData("--youtube", "--youtube", "elsewhere")]
    [InlineData("--telegram-url", "--telegram-url", "nowhere", "--token", WellFormedToken)]
    [InlineData("token", "--token", "123")]
    public async Task A_wrong_option_is_named_in_one_sentence(string named, params string[] arguments)
    {
        var end = await LocalProgram.RunAsync(["--data", Data, "--youtube", "demo", .. arguments]);

        AssertOneSentence(end, named);
    }

    [Fact]
    public async Task A_wrong_setting_of_the_environment_is_named_in_one_sentence()
    {
        var end = await LocalProgram.RunAsync(
            ["--data", Data, "--youtube", "demo"], new Dictionary<string, string>(StringComparer.Ordinal) { ["Videos__MaxMinutes"] = "-1" });

        AssertOneSentence(end, "Videos:MaxMinutes");
    }

    [Fact]
    public async Task A_taken_port_that_was_asked_for_is_not_replaced()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var end = await LocalProgram.RunAsync(["--data", Data, "--youtube", "demo", "--port", $"{port}"]);

        AssertOneSentence(end, $"Port {port} is taken");
    }

    [Fact]
    public async Task A_taken_default_port_is_replaced()
    {
        // Where another program has it already it is taken too.
        using var other = new TcpListener(IPAddress.Loopback, 5080);
        try
        {
            other.Start();
        }
        catch (SocketException)
        {
            Assert.Skip("Another program has the default port, and could give it back at any time");
        }

        using var process = LocalProgram.Start(["--data", Data, "--youtube", "demo"]);
        try
        {
            string? address = null;
            while (address is null && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
                address = line.TrimStart().StartsWith("Chat ", StringComparison.Ordinal) ? line.Trim()["Chat".Length..].Trim() : null;

            Assert.NotNull(address);
            using var http = new HttpClient();
            Assert.NotEqual(5080, new Uri(address).Port);
            Assert.Contains("TelegramAI", await http.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_data_folder_that_can_t_be_is_named_in_one_sentence()
    {
        var file = _folder["file"];
        await File.WriteAllTextAsync(file, "a person's", TestContext.Current.CancellationToken);

        AssertOneSentence(await LocalProgram.RunAsync(["--data", file, "--youtube", "demo"]), file);
        AssertOneSentence(await LocalProgram.RunAsync(["--data", Path.Combine(file, "below"), "--youtube", "demo"]), file);
        Assert.Equal("a person's", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_data_folder_on_a_read_only_disk_is_named_in_one_sentence()
    {
        using var disk = new TinyDisk(1000);
        disk.MakeReadOnly();

        AssertOneSentence(await LocalProgram.RunAsync(["--data", disk["data"], "--youtube", "demo"]), disk["data"]);
    }

    [Fact]
    public async Task A_data_folder_in_use_stays_with_the_run_that_uses_it()
    {
        await using var first = await LocalProcess.StartAsync(Data);

        AssertOneSentence(await LocalProgram.RunAsync(["--data", Data, "--youtube", "demo"]), "in use by another running program");

        await first.SayAsync("youtu.be/many-000001");
        await first.UntilAsync(chat => chat.Any(line => line.IsVideo));
    }

    [Theory]
    [InlineData("queue.db")]
    [InlineData("chat.db")]
    public async Task A_damaged_database_is_named_and_left_as_it_is(string name)
    {
        Directory.CreateDirectory(Data);
        var file = Path.Combine(Data, name);
        var garbage = new byte[20_000];
        new Random(1).NextBytes(garbage);
        await File.WriteAllBytesAsync(file, garbage, TestContext.Current.CancellationToken);

        AssertOneSentence(await LocalProgram.RunAsync(["--data", Data, "--youtube", "demo"]), file);

        Assert.Equal(garbage, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.False(File.Exists($"{file}-wal"));
    }

    [Theory]
    [InlineData("queue.db")]
    [InlineData("chat.db")]
    public async Task A_database_that_was_damaged_in_its_middle_is_named_and_left_as_it_is(string name)
    {
        await using (var process = await LocalProcess.StartAsync(Data))
        {
            await process.SayAsync("youtu.be/many-000001");
            await process.UntilAsync(chat => chat.Any(line => line.IsVideo));
            Assert.Equal(0, await process.InterruptAsync());
        }

        var file = Path.Combine(Data, name);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        AssertOneSentence(await LocalProgram.RunAsync(["--data", Data, "--youtube", "demo"]), file);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_named_in_one_sentence()
    {
        await using var telegram = await LoopbackTelegram.StartAsync();

        var end = await LocalProgram.RunAsync(
            ["--data", Data, "--youtube", "demo", "--port", $"{LocalProgram.FreePort()}", "--token", WellFormedToken, "--telegram-url", $"{telegram.Address}", "--allow", "1"]);

        AssertOneSentence(end, "refuses this bot token");
        Assert.DoesNotContain(WellFormedToken, end.Output + end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var end = await LocalProgram.RunAsync(["--help"]);

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(end.Error);
        Assert.All(
            ["--port", "--data", "--youtube", "--token", "--telegram-url", "--take-webhook", "--allow", "--speed", "--workers", "--slots", "--verbose"],
            option => Assert.Contains(option, end.Output, StringComparison.Ordinal));
    }

    private static void AssertOneSentence(ProgramEnd end, string named)
    {
        Assert.NotEqual(0, end.ExitCode);
        var line = Assert.Single(end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(named, line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }
}
