using Microsoft.Extensions.Hosting.Systemd;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>Tells systemd when the worker has started and when it stops.</summary>
internal static class SystemdServices
{
    /// <summary>
    /// Adds it where systemd asks for it, which it does by the socket's name. <c>AddSystemd</c> looks for systemd among the processes
    /// instead, which the worker's hardened unit hides (ProtectProc), and it would change the format of the logs.
    /// https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
    /// </summary>
    public static IServiceCollection AddSystemdNotice(this IServiceCollection services)
    {
        if (!OperatingSystem.IsLinux() || string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")))
            return services;

        services.AddSingleton<ISystemdNotifier>(_ => new SystemdNotifier());
        return services.AddSingleton<IHostLifetime, SystemdLifetime>();
    }
}
