using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TelegramAI.Worker.Health;

namespace TelegramAI.Worker.Hosting;

/// <summary>The worker as a program of its own, as it runs on an instance.</summary>
internal static class WorkerHost
{
    /// <summary>Runs until it is asked to stop (SIGTERM, Ctrl+C), and then until its jobs are finished or given back.</summary>
    /// <returns>The exit code: 1 where a setting is wrong, and every such error was written.</returns>
    public static async Task<int> RunAsync()
    {
        try
        {
            await using var app = Build();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            await WriteAsync(exception.Failures);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            await WriteAsync(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }

        return 1;
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddLogs();
        builder.Services.AddSystemd();
        builder.Services.AddWorkerOnAws(builder.Configuration);

        // Nobody but this machine asks for the worker's health.
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
            kestrel.Listen(IPAddress.Loopback, HealthOptions.Read(context.Configuration).Port));

        var app = builder.Build();
        app.MapHealth();
        return app;
    }

    /// <summary>One JSON object a line: what collects logs needs no rules to read them.</summary>
    private static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "O"));
    }

    private static async Task WriteAsync(IEnumerable<string> failures)
    {
        foreach (var failure in failures.Distinct(StringComparer.Ordinal))
            await Console.Error.WriteLineAsync(failure);
    }
}
