using System.Globalization;
using System.Text.Json.Nodes;

namespace TelegramAI.Testing.Aws;

/// <summary>
/// Moto's server on a free loopback port: Amazon's services in memory, one child process that ends with this one.
/// Each instance has its own state; <see cref="ResetAsync"/> empties it.
/// </summary>
public sealed class MotoServer : IAsyncDisposable
{
    /// <summary>The region that <see cref="Environment"/> names.</summary>
    public const string Region = "eu-west-1";

    /// <summary>The script that serves, for whoever starts it without this class.</summary>
    public static readonly string Script = Path.Combine(AppContext.BaseDirectory, "moto-server", "serve.py");

    private static readonly Lazy<string?> Absence = new(PythonProcess.WhyMotoIsMissing);
    private readonly PythonProcess _process;
    private readonly HttpClient _http = new();

    private MotoServer(PythonProcess process, int port)
    {
        _process = process;
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = Url,
            ["AWS_REGION"] = Region,
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
    }

    /// <summary>Why moto can't be had on this machine; null when it can. Found out once.</summary>
    public static string? Missing => Absence.Value;

    /// <summary>Why a spec that needs moto is skipped; null when moto is there, and in CI, where it must be there.</summary>
    public static string? SkipReason =>
        string.Equals(System.Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? null : Missing;

    /// <summary>Where it answers, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>The environment variables with which a program that uses an AWS SDK talks to this server and to nothing else.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="settings">Environment variables of moto itself, over the defaults that make it quick and quiet.</param>
    /// <param name="cancellationToken">Ends the wait, and the process with it.</param>
    /// <exception cref="InvalidOperationException">Moto is missing, or did not start; the message says why.</exception>
    public static async Task<MotoServer> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, CancellationToken cancellationToken = default)
    {
        if (Missing is { } reason)
            throw new InvalidOperationException(reason);
        var process = PythonProcess.Start(settings ?? new Dictionary<string, string>());
        try
        {
            return new MotoServer(process, await process.ReadPortAsync(cancellationToken));
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>The calls that were made with an access key.</summary>
    public async Task<IReadOnlyList<MotoCall>> CallsOfAsync(string accessKey, CancellationToken cancellationToken = default)
    {
        var json = await _http.GetStringAsync(new Uri(Url + "/noted-calls"), cancellationToken);
        return [.. JsonNode.Parse(json)!.AsArray()
            .Where(call => string.Equals((string?)call!["key"], accessKey, StringComparison.Ordinal))
            .Select(call => new MotoCall((string)call!["action"]!, (string)call["resource"]!))
            .Distinct()];
    }

    /// <summary>Forgets every resource of every service.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        using var response = await _http.PostAsync(new Uri(Url + "/moto-api/reset"), content: null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Ends the server and what it started.</summary>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
