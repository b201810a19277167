using System.Net;
using System.Net.Sockets;

namespace TelegramAI.Testing.Worker;

/// <summary>For a server that must be told its port before it listens.</summary>
public static class FreePort
{
    /// <summary>A port of the loopback address on which nobody listens now.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
