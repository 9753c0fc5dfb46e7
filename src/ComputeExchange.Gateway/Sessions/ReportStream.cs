// Reports leave in the order of their numbers, each once: live ones as the engine tells them, earlier ones out of the report log.
// A live report that is not the next one only moves the goal: it is in the log already, and is read from there in its turn.

using System.Buffers.Binary;
using ComputeExchange.Protocol;

namespace ComputeExchange.Gateway.Sessions;

/// <summary>The numbered reports of one session on their way to its client.</summary>
internal sealed class ReportStream(GatewayContext context, SessionConnection connection)
{
    private const int LengthBytes = sizeof(int);

    private long _next;
    private long _last;
    private bool _hasBegun;

    /// <summary>Whether reports are still to be read from the log.</summary>
    public bool IsBehind => _next <= _last;

    /// <summary>The client has reports up to one number, and there are reports up to another.</summary>
    public void Prepare(long lastOfClient, long last)
    {
        _next = lastOfClient + 1;
        _last = Math.Max(_last, last);
    }

    /// <summary>From now on reports may be sent.</summary>
    public void Begin() => _hasBegun = true;

    /// <summary>The engine told a report.</summary>
    public void OnReport(long number, ReadOnlySpan<byte> encoded)
    {
        if (_hasBegun && number == _next)
        {
            connection.Outbound.Add(encoded);
            _next++;
        }

        _last = Math.Max(_last, number);
    }

    /// <summary>Reads on in the log: one piece, when the client has room for it.</summary>
    /// <returns>Whether anything was sent.</returns>
    public bool Step()
    {
        if (!_hasBegun || !IsBehind || connection.Outbound.WaitingBytes > context.Options.MaxOutboundBytes / 2)
            return false;
        long first = context.Engine.FirstReport(connection.Session);
        if (first > _next)
        {
            connection.Outbound.Add(new ReportsGone { FirstReportNumber = first, LastReportNumber = _last });
            _next = _last + 1;
            return true;
        }

        int bytes = context.Engine.ReadReports(connection.Session, _next, context.Scratch, out long next);
        ReadOnlySpan<byte> rest = context.Scratch.AsSpan(0, bytes);
        while (rest.Length > 0)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            connection.Outbound.Add(rest.Slice(LengthBytes, length));
            rest = rest[(LengthBytes + length)..];
        }

        bool hasRead = next > _next;
        _next = next;
        _last = Math.Max(_last, next - 1);
        return hasRead;
    }
}
