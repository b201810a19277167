using System.Net.Sockets;
using TelegramAI.Core.Waiting;

namespace TelegramAI.Worker.Polling;

/// <summary>Whether a failure is that of something which can't be reached, and not of the job.</summary>
internal static class Outage
{
    public static bool Is(Exception exception) => exception switch
    {
        ServiceUnavailableException => true,
        HttpRequestException or SocketException or TimeoutException or HttpIOException => true,

        // The client of HTTP cancels itself where a call takes too long.
        TaskCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };
}
