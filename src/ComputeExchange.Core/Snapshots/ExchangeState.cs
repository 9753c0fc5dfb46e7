using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Risk;
using ComputeExchange.Core.Sessions;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Everything that can influence a later event or answer, and nothing else: pools and scratch are left out.</summary>
internal sealed record ExchangeState(
    EngineClock Clock, TradingSettings Settings, ReferenceData Reference, CreditMatrix Credit, SessionTable Sessions,
    SessionEntry Graces, OrderStore Orders, OrderDirectory Directory, TradeBooking Booking, PositionLedger Positions,
    QuoteProtection Protection, HedgeRatios Ratios)
{
    /// <summary>How many commands have been applied.</summary>
    public long Sequence { get; set; }
}
