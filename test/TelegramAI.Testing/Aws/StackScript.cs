using System.ComponentModel;
using System.Diagnostics;

namespace TelegramAI.Testing.Aws;

/// <summary>The Python programs that lint, translate and deploy a template.</summary>
public static class StackScript
{
    private const string Python = "python3";

    /// <summary>What a program said, and how it ended.</summary>
    public sealed record Result(int ExitCode, string Output, string Errors);

    /// <summary>Why the programs can't run on this machine; null where they can.</summary>
    public static string? WhyItCannotRun()
    {
        try
        {
            var result = RunAsync(["-c", "import boto3, cfnlint, moto, samtranslator"], [], CancellationToken.None).GetAwaiter().GetResult();
            return result.ExitCode == 0 ? null : "Python's moto, cfn-lint and aws-sam-translator are not all installed (pip install --no-deps -r test/TelegramAI.Testing/Aws/requirements.txt).";
        }
        catch (Win32Exception exception)
        {
            return $"{Python} can't be started: {exception.Message}";
        }
    }

    public static async Task<Result> RunAsync(
        IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONWARNINGS"] = "ignore";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        using var process = new Process { StartInfo = start };
        process.Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new Result(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
