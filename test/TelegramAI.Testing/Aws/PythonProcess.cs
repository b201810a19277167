using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TelegramAI.Testing.Aws;

/// <summary>The Python that serves moto, and what it said on standard error.</summary>
internal sealed class PythonProcess : IDisposable
{
    private const string Python = "python3";
    private const string MissingMoto = "Python's moto with its server is not installed (pip install 'moto[all,server]').";

    /// <summary>Moto's own settings (https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html).</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        // The hundreds of machine images that EC2 otherwise reads at its first call; launch templates need none of them.
        ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false",
        // Roles of the stack attach Amazon's own policies.
        ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true",
        // A function's code is never run here, so it need not be uploaded either.
        ["VALIDATE_LAMBDA_S3"] = "false",
        // Bucket names are in the path: an address of 127.0.0.1 has no subdomains.
        ["S3_IGNORE_SUBDOMAIN_BUCKETNAME"] = "true",
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        ["PYTHONWARNINGS"] = "ignore",
    };

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private PythonProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
    }

    public static PythonProcess Start(IReadOnlyDictionary<string, string> settings)
    {
        var start = Invocation(MotoServer.Script);
        foreach (var (name, value) in Defaults.Concat(settings))
            start.Environment[name] = value;
        return new PythonProcess(start);
    }

    public static string? WhyMotoIsMissing()
    {
        try
        {
            using var probe = new PythonProcess(Invocation("-c", "import moto.server"));
            probe._process.WaitForExit();
            return probe._process.ExitCode == 0 ? null : MissingMoto;
        }
        catch (Win32Exception e)
        {
            return $"{Python} can't be started ({e.Message}), so Python's moto can't be had.";
        }
    }

    /// <summary>The port, as soon as the server listens.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has what it said.</exception>
    public async Task<int> ReadPortAsync(CancellationToken cancellationToken)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            return int.Parse(line, CultureInfo.InvariantCulture);
        await _process.WaitForExitAsync(cancellationToken);
        lock (_errors)
            throw new InvalidOperationException($"moto ended with {_process.ExitCode}: {_errors}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo Invocation(params string[] arguments) => new(Python, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_errors)
        {
            // Enough to say why it did not start; a long run may write without end.
            if (_errors.Length < 10_000)
                _errors.AppendLine(line);
        }
    }
}
