using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ComputeExchange.Journal.Storage;

namespace ComputeExchange.LoadTest.Path;

/// <summary>What the machine itself takes: a write forced to disk, and an echo over loopback. Whatever the exchange does, an
/// acknowledgement that is durable and comes over TCP cannot be faster than the two together.</summary>
internal static class Bounds
{
    private const int RecordBytes = 128;
    private const int EchoBytes = 64;

    /// <summary>Median nanoseconds of writing a record over zeros that are on disk already, and forcing it there.</summary>
    public static double AppendAndSync(string directory, int times)
    {
        FileStorage storage = new(directory);
        using IStorageFile file = storage.Create($"raw-{Guid.NewGuid():N}", times * RecordBytes);
        file.Write(0, new byte[times * RecordBytes]);
        file.Flush();
        byte[] record = new byte[RecordBytes];
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            file.Write((long)i * RecordBytes, record);
            file.Flush();
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }
        return Percentile(nanos, 50);
    }

    /// <summary>Median nanoseconds of sending a message to a blocking thread and having it back.</summary>
    public static double Echo(int times)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Thread server = new(() => Answer(listener)) { IsBackground = true };
        server.Start();
        using TcpClient client = new() { NoDelay = true };
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        NetworkStream stream = client.GetStream();
        byte[] message = new byte[EchoBytes];
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            stream.Write(message);
            stream.ReadExactly(message);
            nanos[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }
        return Percentile(nanos, 50);
    }

    /// <summary>A percentile of some measurements; sorts them.</summary>
    public static double Percentile(double[] nanos, double percent)
    {
        Array.Sort(nanos);
        return nanos[(int)Math.Min(nanos.Length - 1, nanos.Length * percent / 100)];
    }

    private static void Answer(TcpListener listener)
    {
        using TcpClient peer = listener.AcceptTcpClient();
        peer.NoDelay = true;
        NetworkStream stream = peer.GetStream();
        byte[] message = new byte[EchoBytes];
        while (stream.ReadAtLeast(message, EchoBytes, throwOnEndOfStream: false) == EchoBytes)
            stream.Write(message);
    }
}
