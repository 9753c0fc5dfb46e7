using System.Net;
using System.Net.Sockets;

namespace ComputeExchange.Gateway.Transport;

/// <summary>What every accepted socket is told, and who is at its other end.</summary>
internal static class TcpSocket
{
    /// <summary>The most bytes that the kernel holds of what a client has not read, before it doubles them for its own
    /// bookkeeping. Left to itself it would hold as many as the gateway does.</summary>
    public const int KernelSendBytes = 256 * 1024;

    private const int NetworkBytes = 8;

    /// <summary>Small messages go at once, and the kernel holds little.</summary>
    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendBufferSize = KernelSendBytes;
    }

    /// <summary>Address and port, for a person.</summary>
    public static string PeerOf(Socket socket) => socket.RemoteEndPoint?.ToString() ?? "unknown";

    /// <summary>The address; of an IPv6 address the network of 64 bits, since one machine may have all the rest.</summary>
    public static string AddressOf(Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint { Address: var address })
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/{8 * NetworkBytes}";
    }
}
