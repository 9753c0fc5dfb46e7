namespace ComputeExchange.Messages;

/// <summary>Sets a bilateral credit line, limit and add-on both anew.</summary>
public readonly record struct SetCreditLine
{
    /// <summary>Who extends the credit.</summary>
    public ParticipantId From { get; init; }

    /// <summary>To whom.</summary>
    public ParticipantId To { get; init; }

    /// <summary>The limit.</summary>
    public Money Limit { get; init; }

    /// <summary>The add-on in units of 0.01 %: 10,000 uses a trade's notional, 2,000 a fifth of it.</summary>
    public int AddOn { get; init; }
}

/// <summary>Turns a participant's kill switch on (cancels all, refuses new orders) or off.</summary>
/// <remarks>Thrown again while it is on, it cancels all again, and the option is that of the last time.</remarks>
public readonly record struct SetKillSwitch
{
    /// <summary>Whose.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>On, or off: revived.</summary>
    public bool On { get; init; }

    /// <summary>Whether orders that only reduce what the participant holds stay allowed (docs/MATCHING.md); only with
    /// <see cref="On"/>.</summary>
    public bool ReduceOnly { get; init; }
}

/// <summary>Halts or resumes trading: of a market, of a basket, or of everything when neither is named.</summary>
public readonly record struct SetHalt
{
    /// <summary>The market, if one.</summary>
    public MarketId Market { get; init; }

    /// <summary>The basket, if one.</summary>
    public BasketId Basket { get; init; }

    /// <summary>Halted, or resumed.</summary>
    public bool On { get; init; }
}

/// <summary>Sets what one order of a participant may be; 0 turns a limit off.</summary>
public readonly record struct SetPreTradeLimits
{
    /// <summary>Whose.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>The most GPUs of one forward order.</summary>
    public int MaxGpus { get; init; }

    /// <summary>The most lots of one basket order.</summary>
    public int MaxLots { get; init; }

    /// <summary>The highest value of one order at its limit.</summary>
    public Money MaxValue { get; init; }
}

/// <summary>Sets the band that limits of a market or a basket must lie in; 0 turns a side off.</summary>
public readonly record struct SetPriceCollar
{
    /// <summary>The market, if the collar is a market's.</summary>
    public MarketId Market { get; init; }

    /// <summary>The basket, if it is a basket's.</summary>
    public BasketId Basket { get; init; }

    /// <summary>The lowest limit.</summary>
    public Price Low { get; init; }

    /// <summary>The highest limit.</summary>
    public Price High { get; init; }
}

/// <summary>Sets how many orders may be open.</summary>
public readonly record struct SetOrderCaps
{
    /// <summary>Open orders of one participant: 100,000 unless set.</summary>
    public int OpenOrders { get; init; }

    /// <summary>Resting complex buys of one participant in one market: 256 unless set.</summary>
    public int ComplexOrdersOfOne { get; init; }

    /// <summary>Resting complex buys of all in one market: 4,096 unless set.</summary>
    public int ComplexOrdersOfAll { get; init; }
}

/// <summary>Sets market-maker protection: quotes are pulled after so many fills within so long; 0 fills turn it off.</summary>
public readonly record struct SetMarketMakerProtection
{
    /// <summary>Whose quotes.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>In which basket.</summary>
    public BasketId Basket { get; init; }

    /// <summary>How many fills; at most <see cref="Limits.MaxProtectionFills"/>.</summary>
    public int Fills { get; init; }

    /// <summary>Within how long, in nanoseconds.</summary>
    public long WindowNanos { get; init; }
}

/// <summary>All hours before a time are settled: the credit that they use is freed.</summary>
public readonly record struct Settle
{
    /// <summary>The hour before which all is settled, counted from 2020-01-01T00Z; cut to engine time.</summary>
    public int ThroughHour { get; init; }
}

/// <summary>The reference price of a market.</summary>
public readonly record struct SetReferencePrice
{
    /// <summary>The market.</summary>
    public MarketId Market { get; init; }

    /// <summary>The price in units of 1e-9 $ per GPU-hour, positive, at most $100,000.</summary>
    public long NanoDollars { get; init; }
}

/// <summary>The index value of a basket.</summary>
public readonly record struct SetIndexValue
{
    /// <summary>The basket.</summary>
    public BasketId Basket { get; init; }

    /// <summary>The value in units of 1e-9 $ per GPU-hour, positive, at most $100,000.</summary>
    public long NanoDollars { get; init; }

    /// <summary>The version of the method that computed it.</summary>
    public int MethodVersion { get; init; }

    /// <summary>The hash of the method that computed it.</summary>
    public ulong MethodHash { get; init; }
}

/// <summary>The hedge ratio of a market against a basket, as the hedger computed it.</summary>
public readonly record struct SetHedgeRatio
{
    /// <summary>The market.</summary>
    public MarketId Market { get; init; }

    /// <summary>The basket.</summary>
    public BasketId Basket { get; init; }

    /// <summary>Whether there is a ratio; without one there is no hedge.</summary>
    public bool HasRatio { get; init; }

    /// <summary>The ratio in units of 1e-6.</summary>
    public long Micros { get; init; }
}

/// <summary>Sets how a dealer is hedged.</summary>
public readonly record struct SetHedging
{
    /// <summary>The dealer.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>On, or off.</summary>
    public bool On { get; init; }

    /// <summary>The most lots of one hedge order.</summary>
    public int MaxLots { get; init; }

    /// <summary>How far through the best price a hedge order reaches, in the basket's ticks.</summary>
    public int TicksThrough { get; init; }

    /// <summary>Cost of trading one lot, psi, in units of 1e-6 $.</summary>
    public long PsiMicros { get; init; }

    /// <summary>Cost of trading, eta, in units of 1e-9 $ per lot squared.</summary>
    public long EtaNanos { get; init; }

    /// <summary>Risk aversion, lambda, in units of 1e-12 per $.</summary>
    public long LambdaPicos { get; init; }
}

/// <summary>Sets what a participant pays per trade; none unless set.</summary>
public readonly record struct SetFees
{
    /// <summary>Who pays.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Per GPU-hour of a forward, in units of 1e-6 $.</summary>
    public long ForwardMicrosPerGpuHour { get; init; }

    /// <summary>Per lot of a basket future, in units of 1e-6 $.</summary>
    public long BasketMicrosPerLot { get; init; }
}
