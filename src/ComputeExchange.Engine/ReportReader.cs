using System.Buffers.Binary;
using ComputeExchange.Journal;
using ComputeExchange.Messages;
using ComputeExchange.Protocol;

namespace ComputeExchange.Engine;

/// <summary>Reads reports of one session back, each behind its length.</summary>
internal static class ReportReader
{
    private const int LengthBytes = sizeof(int);

    public static int Read(ReportLog log, SessionId session, long from, Span<byte> into, out long next)
    {
        if (into.Length < LengthBytes + ExecutionReportCodec.MaxBodyBytes)
            throw new ArgumentException($"{into.Length} bytes may have no room for a single report.", nameof(into));
        next = from;
        if (from > log.LastReport(session.Value) || !log.TryRead(session.Value, from, out ReportCursor? cursor))
            return 0;
        using (cursor)
        {
            int written = 0;
            while (cursor.Read() && written + LengthBytes + cursor.Body.Length <= into.Length)
            {
                BinaryPrimitives.WriteInt32LittleEndian(into[written..], cursor.Body.Length);
                cursor.Body.CopyTo(into[(written + LengthBytes)..]);
                written += LengthBytes + cursor.Body.Length;
                next = cursor.Number + 1;
            }

            return written;
        }
    }
}
