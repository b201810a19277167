using System.Diagnostics;

namespace TelegramAI.Benchmarks.Measuring;

/// <summary>Starts this program again, with the runtime settings of the product: what is measured runs as it does there.</summary>
internal static class Child
{
    private const string Local = "TelegramAI.Local";
    private const string Worker = "TelegramAI.Worker.Ec2";

    public static Process Start(params IEnumerable<string> arguments) => Start(Local, isPiped: false, arguments);

    /// <summary>Its input and output are the caller's.</summary>
    public static Process StartPiped(params IEnumerable<string> arguments) => Start(Local, isPiped: true, arguments);

    /// <summary>With the settings of the worker; its input and output are the caller's.</summary>
    public static Process StartWorkerPiped(params IEnumerable<string> arguments) => Start(Worker, isPiped: true, arguments);

    private static Process Start(string product, bool isPiped, IEnumerable<string> arguments)
    {
        var folder = AppContext.BaseDirectory;
        var name = typeof(Child).Assembly.GetName().Name;
        string[] command =
        [
            "exec",
            "--runtimeconfig", Path.Combine(folder, $"{product}.runtimeconfig.json"),
            "--depsfile", Path.Combine(folder, $"{name}.deps.json"),
            Path.Combine(folder, $"{name}.dll"),
        ];
        return Process.Start(new ProcessStartInfo(DotNet, [.. command, .. arguments])
        {
            RedirectStandardInput = isPiped,
            RedirectStandardOutput = isPiped,
        })!;
    }

    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
