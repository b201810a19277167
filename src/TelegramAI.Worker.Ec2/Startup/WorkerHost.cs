using Amazon.Runtime;
using Microsoft.Extensions.Options;
using TelegramAI.Worker.Ec2.Health;
using TelegramAI.Worker.Ec2.Telemetry;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>The worker as a program of its own: one worker, its health, and a stop that loses no job.</summary>
internal static class WorkerHost
{
    /// <summary>Runs until SIGTERM.</summary>
    /// <returns>The exit code: 0 after a stop that was asked for, 1 where it could not start or work on.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        ProcessSecrets.Hide();
        try
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.Sources.Insert(0, WorkerSettings.Defaults);
            builder.AddWorkerLogging();
            builder.AddTelemetry();
            builder.AddHealth();
            builder.Services.AddSystemdNotice();
            builder.Services.AddWorker(builder.Configuration);

            await using var app = builder.Build();
            app.MapHealth();
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (Exception exception) when (Sentences(exception).ToList() is { Count: > 0 } sentences)
        {
            foreach (var sentence in sentences)
                await Console.Error.WriteLineAsync(sentence);
        }

        return 1;
    }

    /// <summary>What an operator can mend, one sentence each. Each kind of options has an error of its own, and several of them come together.</summary>
    private static IEnumerable<string> Sentences(Exception exception) => exception switch
    {
        AggregateException several => several.InnerExceptions.SelectMany(Sentences),
        OptionsValidationException options => options.Failures.Distinct(StringComparer.Ordinal),
        AmazonClientException client => [$"AWS can't be used: {client.Message}"],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            [$"{HealthOptions.Section}:{nameof(HealthOptions.Port)} is taken by another program: {exception.Message}"],
        _ => [],
    };
}
