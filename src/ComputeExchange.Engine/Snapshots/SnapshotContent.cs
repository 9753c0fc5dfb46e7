using ComputeExchange.Core;

namespace ComputeExchange.Engine.Snapshots;

/// <summary>What a snapshot of the engine holds: the exchange, a byte that says whether a hedger follows, and its fold.</summary>
internal static class SnapshotContent
{
    public static void Save(Stream into, Exchange exchange, IHedger? hedger)
    {
        exchange.Save(into);
        into.WriteByte(hedger is null ? (byte)0 : (byte)1);
        hedger?.Save(into);
    }

    /// <summary>Reads both back.</summary>
    /// <param name="from">The content, from its beginning.</param>
    /// <param name="hedger">Takes its fold over; null where only the exchange is wanted.</param>
    /// <returns>The exchange; null when a hedger's fold is wanted and not there.</returns>
    public static Exchange? Load(Stream from, IHedger? hedger)
    {
        Exchange exchange = Exchange.Load(from, IdKey.OfThisProcess);
        if (hedger is null)
            return exchange;
        if (from.ReadByte() != 1)
            return null;
        hedger.Load(from);
        return exchange;
    }
}
