using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using TelegramAI.Core.Packages;
using TelegramAI.Worker.Ec2.Startup;
using TelegramAI.YouTube.Muxing;

namespace TelegramAI.Worker.Ec2.Health;

/// <summary>How the worker is.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> where it can't work.</param>
/// <param name="Worker">The program's version.</param>
/// <param name="Packages">Which packages it was built with.</param>
/// <param name="Ffmpeg">ffmpeg's version; null where there is none.</param>
/// <param name="Slots">How many jobs it can have.</param>
/// <param name="Busy">How many it has.</param>
/// <param name="Draining">It takes no more.</param>
/// <param name="Reason">Why it can't work.</param>
internal sealed record HealthAnswer(
    string Status,
    string Worker,
    string Packages,
    string? Ffmpeg,
    int Slots,
    int Busy,
    bool Draining,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>The health at <see cref="HealthOptions.Path"/>, on the loopback address only.</summary>
internal static class WorkerHealth
{
    private static readonly string Version =
        typeof(WorkerHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static readonly string Packages = $"{BuiltPackages.Read()}";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        builder.Services.AddOptions<HealthOptions>().Bind(builder.Configuration.GetSection(HealthOptions.Section)).ValidateOnStart();

        // A wrong port is told with the other errors, and not by Kestrel.
        builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Listen(
            System.Net.IPAddress.Loopback,
            Math.Clamp(HealthOptions.PortOf(context.Configuration), 0, 65_535)));
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet(HealthOptions.LifePath, (WorkerService worker) => TypedResults.Text(
            worker.Death ?? "alive", statusCode: worker.Death is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
        app.MapGet(HealthOptions.Path, async (WorkerService worker, FfmpegProbe ffmpeg, IOptions<WorkerOptions> options, CancellationToken cancellation) =>
        {
            var answer = new HealthAnswer(
                worker.Trouble is null ? "healthy" : "unhealthy",
                Version,
                Packages,
                (await ffmpeg.FindAsync(cancellation))?.Version,
                options.Value.Slots,
                worker.Busy,
                worker.IsDraining,
                worker.Trouble);
            return TypedResults.Json(answer, statusCode: worker.Trouble is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
