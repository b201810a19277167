using TelegramAI.Core.Fleet;
using TelegramAI.Core.Jobs;

namespace TelegramAI.Web.Operator;

/// <summary>What the console says where there is no worker: whether one comes, and what for.</summary>
internal static class NoWorkers
{
    public static string Of(QueueCounts queue, FleetState fleet) => queue switch
    {
        { Open: > 0 } when fleet.Max == 0 => "No worker runs, and none may start: the fleet's maximum is 0.",
        { Waiting: > 0 } => "No worker runs yet. One starts for the waiting jobs.",

        // Whoever had them is gone without a word.
        { Running: > 0 } => "No worker runs. One starts as soon as the running jobs count as lost.",
        { Retrying: > 0 } => "No worker runs. One starts when the first job is due for its next try.",
        _ => "No worker runs. The first job starts one.",
    };
}
