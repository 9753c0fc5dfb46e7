using System.Runtime.InteropServices;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>What every order has, as a row of the <see cref="OrderTable"/>: all that a plain order ever needs.</summary>
/// <remarks>Two cache lines: first what matching and the lists look at, then its id and what a report tells. It holds numbers instead of
/// references: what is written costs no write barrier, and the collector has nothing to follow. A reference to a row stays good, for
/// rows never leave their place.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct OrderRow
{
    public const int Bytes = 128;

    /// <summary>Which row this is; for good.</summary>
    public int Number;

    public int LimitTicks;

    /// <summary>GPUs or lots still wanted; of a divisible sell this is not used: its profile tells.</summary>
    public int Leaves;

    /// <summary>What an iceberg shows; of any other order its leaves.</summary>
    public int Shown;

    /// <summary>At which level of a side of a book it stands; 0 for none.</summary>
    public int Level;

    /// <summary>The hash under which the index has it, or will have it; 0 when it was not taken yet.</summary>
    public int IdHash;

    /// <summary>The order behind it in the index; 0 for none.</summary>
    public int NextOfHash;

    /// <summary>What it trades: the number of its basket future, or of a forward the number of its market, less than 0.</summary>
    public int Traded;

    public ParticipantId Owner;
    public SessionId Session;
    public Side Side;
    public TimeInForce TimeInForce;
    public SelfMatchInstruction SelfMatch;
    public bool AllOrNone;
    public bool PostOnly;
    public bool IsMarket;
    public bool IsQuote;
    public bool IsOpen;
    public bool IsResting;

    /// <summary>Whether it is a forward whose <see cref="Order"/> has window terms or workloads.</summary>
    public bool HasTerms;

    /// <summary>The order's place at its price: its entry, except that an iceberg's refill takes a place at the back.</summary>
    public long Place;

    public long Entry;

    public ClOrdId ClOrdId;

    /// <summary>OrderQty and CumQty. A quote's grow with every fill of a side that is renewed, beyond what an int can say.</summary>
    public long Quantity;
    public long Filled;

    public int MinQuantity;
    public int DisplayQuantity;

    /// <summary>What a forward trades.</summary>
    public MarketId Market;
    public DeliveryWindow Window;

    /// <summary>In which window's book a forward rests that has one exact window; 0 for none.</summary>
    public int Book;

    public readonly bool IsBasket => Traded > 0;

    public readonly bool IsBuy => Side == Side.Buy;

    public readonly bool IsIceberg => DisplayQuantity > 0;

    /// <summary>Whether it may end before the book does that it stands in, or stands in none.</summary>
    public readonly bool MayEndAlone => HasTerms || TimeInForce is TimeInForce.Day or TimeInForce.GoodTillDate;

    /// <summary>Whether a price is within this order's limit.</summary>
    public readonly bool Accepts(int priceTicks) =>
        IsMarket || (Side == Side.Buy ? priceTicks <= LimitTicks : priceTicks >= LimitTicks);
}
