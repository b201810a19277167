using System.Net;
using System.Net.Sockets;

namespace TelegramAI.Local.Startup;

/// <summary>Chooses the port to listen on.</summary>
internal static class LoopbackPort
{
    /// <summary>The wanted port, or the default one, or any free one where the default is taken.</summary>
    /// <exception cref="StartException">The wanted port is taken.</exception>
    public static int Choose(int? wanted)
    {
        if (wanted is { } port)
        {
            return IsFree(port)
                ? port
                : throw new StartException($"Port {port} is taken by another program: leave out --port to use any free one, or name another.");
        }

        return IsFree(LocalOptions.DefaultPort) ? LocalOptions.DefaultPort : AnyFree();
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
