using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TelegramAI.Browser.Tests.Product;

/// <summary>The product as a person starts it: a real process, on data of its own.</summary>
public sealed class LocalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _data;
    private readonly ConcurrentQueue<string> _output = new();

    private LocalProcess(double speed)
    {
        _data = Directory.CreateTempSubdirectory("telegramai-browser-").FullName;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        string[] arguments = [Assembly(), "--data", _data, "--youtube", "demo", "--port", $"{Address.Port}", "--speed", $"{speed}"];
        _process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
    }

    public Uri Address { get; }

    /// <summary>The secret of its data folder.</summary>
    public IReadOnlyList<byte> Secret => File.ReadAllBytes(Path.Combine(_data, "access.key"));

    /// <summary>What opens the product's pages.</summary>
    public string Key => Base64Url.EncodeToString([.. Secret]);

    /// <summary>Starts it and waits until its page is served.</summary>
    /// <param name="speed">How many times faster than on AWS the fleet's clock runs.</param>
    public static async Task<LocalProcess> StartAsync(double speed, CancellationToken cancellationToken)
    {
        var product = new LocalProcess(speed);
        try
        {
            product._process.Start();
            product._process.BeginOutputReadLine();
            product._process.BeginErrorReadLine();
            await product.WaitForPageAsync(cancellationToken);
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It never started.
        }

        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private async Task WaitForPageAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1);)
        {
            Assert.False(_process.HasExited, $"The product ended at its start:\n{string.Join('\n', _output)}");
            try
            {
                // Without the key it says only that it needs one.
                using var answer = await http.GetAsync(Address, cancellationToken);
                if (answer.StatusCode is HttpStatusCode.Unauthorized)
                    return;
            }
            catch (HttpRequestException)
            {
                // It is not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        Assert.Fail($"The product did not serve its page within a minute:\n{string.Join('\n', _output)}");
    }

    /// <summary>The build output of the product beside that of these specs: artifacts/bin/PROJECT/CONFIGURATION.</summary>
    private static string Assembly()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, "TelegramAI.Local", own.Name, "TelegramAI.Local.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
