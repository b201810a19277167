using Microsoft.Extensions.Configuration.Memory;

namespace TelegramAI.Worker.Ec2.Startup;

/// <summary>Defaults of this program, which the environment may change.</summary>
internal static class WorkerSettings
{
    public static MemoryConfigurationSource Defaults => new()
    {
        InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["YouTube:Scratch"] = Path.Combine(Path.GetTempPath(), "telegramai"),
        },
    };
}
