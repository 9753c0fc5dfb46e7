using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>One job on one machine: it runs there from its first hour to its last.</summary>
internal readonly record struct Placed(int Machine, DeliveryWindow Hours);

/// <summary>Puts the sales of an offer on its machines by first-fit in order of start.</summary>
/// <remarks>A sale that arrives late may start early, so the machines are filled from the start whenever a sale has come to
/// them: what is promised is that the sales made until now have room, not that jobs still to start know their machine.</remarks>
internal static class MachinePlacement
{
    /// <summary>Every machine that every sale needs; null when some sale finds too few machines free for all of its
    /// hours.</summary>
    /// <param name="machines">How many there are.</param>
    /// <param name="sales">In any order.</param>
    /// <param name="gpusPerMachine">The SKU's lot.</param>
    public static List<Placed>? Place(long machines, IEnumerable<Sale> sales, long gpusPerMachine)
    {
        List<Placed> placed = [];
        foreach (Sale sale in sales.OrderBy(sale => sale.Window.StartHour))
        {
            for (long needed = sale.Gpus / gpusPerMachine; needed > 0; needed--)
            {
                int machine = 0;
                while (placed.Exists(job => job.Machine == machine && job.Hours.Overlaps(sale.Window)))
                    machine++;
                if (machine >= machines)
                    return null;
                placed.Add(new Placed(machine, sale.Window));
            }
        }
        return placed;
    }
}
