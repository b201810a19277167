using System.Net;
using Microsoft.Extensions.Options;

namespace TelegramAI.Worker.Ec2.Health;

internal static class HealthServices
{
    /// <summary>Adds the health checks, and the loopback address that they are asked at.</summary>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        builder.Services.AddOptions<HealthOptions>().Bind(builder.Configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        builder.Services.AddHealthChecks().AddCheck<LifeCheck>(LifeCheck.Name).AddCheck<WorkCheck>(WorkCheck.Name);

        // A wrong port is told with the other errors, and not by Kestrel.
        builder.WebHost.ConfigureKestrel((context, kestrel) => kestrel.Listen(
            IPAddress.Loopback,
            Math.Clamp(HealthOptions.PortOf(context.Configuration), 0, 65_535)));
    }
}
