using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Startup;

/// <summary>What was found at the start: said on the start screen and in the operator's console.</summary>
internal sealed record HealthReport(IReadOnlyList<HealthLine> Lines);
