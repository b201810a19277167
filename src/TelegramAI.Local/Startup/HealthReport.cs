using TelegramAI.Web.Operator;

namespace TelegramAI.Local.Startup;

/// <summary>What was found at the start: said on the start screen and in the operator's console.</summary>
internal sealed class HealthReport
{
    private volatile IReadOnlyList<HealthLine> _lines = [];

    public IReadOnlyList<HealthLine> Lines => _lines;

    public void Add(HealthLine line) => _lines = [.. _lines, line];
}
