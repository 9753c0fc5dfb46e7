using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Matching.Covers;

/// <summary>One part of a cover: a sub-window sold by one offer.</summary>
internal struct CoverPart
{
    public Order Offer;
    public DeliveryWindow Window;

    /// <summary>The price that the offer gets.</summary>
    public int PriceTicks;
    public int Gpus;

    /// <summary>Which of the run's offers it is of.</summary>
    public int Index;

    /// <summary>Whether it is the first part of its cover.</summary>
    public bool IsFirst;
}

/// <summary>What a trial run found for a complex buy in one market and window: covers, part by part. Scratch.</summary>
internal sealed class CoverPlan
{
    private CoverPart[] _parts = new CoverPart[16];

    public Market Market { get; private set; } = null!;

    public int LimitTicks { get; private set; }

    public DeliveryWindow Window { get; private set; }

    public int PartCount { get; private set; }

    /// <summary>GPUs that the run fills.</summary>
    public int Filled { get; private set; }

    /// <summary>Limit less what is paid, in ticks x GPUs x hours. Runs of one buy fill windows of one length, so between two
    /// that fill the same, this compares limit less average price.</summary>
    public Int128 Saving { get; private set; }

    public ref CoverPart this[int index] => ref _parts[index];

    public void Begin(Market market, int limitTicks, DeliveryWindow window)
    {
        Market = market;
        LimitTicks = limitTicks;
        Window = window;
        Clear();
    }

    public void Clear()
    {
        PartCount = Filled = 0;
        Saving = 0;
    }

    /// <summary>Adds a cover.</summary>
    public void Add(ReadOnlySpan<CoverPart> parts, int gpus)
    {
        while (PartCount + parts.Length > _parts.Length)
            Array.Resize(ref _parts, _parts.Length * 2);
        Int128 cost = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            ref CoverPart part = ref _parts[PartCount++];
            part = parts[i];
            part.Gpus = gpus;
            part.IsFirst = i == 0;
            cost += (long)part.PriceTicks * part.Window.Hours;
        }
        Filled += gpus;
        Saving += ((Int128)LimitTicks * Window.Hours - cost) * gpus;
    }

    /// <summary>Whether this run is kept rather than one that was tried before it.</summary>
    public bool IsBetterThan(CoverPlan earlier) =>
        Filled != earlier.Filled ? Filled > earlier.Filled : Saving > earlier.Saving;
}
