namespace TelegramAI.Worker.Health;

/// <summary>How the worker is.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> where it can't work.</param>
/// <param name="Reason">Why it can't; null where it can.</param>
/// <param name="Worker">The version of this program.</param>
/// <param name="Ffmpeg">The version of ffmpeg; null where there is none, and videos come as one stream of at most 360p.</param>
/// <param name="Slots">How many jobs it can have at once.</param>
/// <param name="Busy">How many it has.</param>
/// <param name="Draining">It takes no new ones and will end.</param>
public sealed record HealthReport(string Status, string? Reason, string Worker, string? Ffmpeg, int Slots, int Busy, bool Draining)
{
    public const string Healthy = "healthy";

    public const string Unhealthy = "unhealthy";
}
