using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>What becomes of hedge orders: which requests were applied, what still works, what came to nothing.</summary>
internal static class HedgeOrderFold
{
    /// <summary>Nobody but the hedger speaks on a hedge session.</summary>
    public static bool IsHedge(HedgeAccount account, in OrderState order) =>
        account.Session != SessionId.Engine && order.Session == account.Session;

    public static void Entered(HedgeBook book, in OrderState order, in EventHeader header)
    {
        if (book.AccountOf(order.Session) is not { } account)
            return;
        account.LastRequest = header.RequestNumber;
        ContractPosition position = account.PositionIn(order.Instrument.Basket, order.Instrument.Month);
        position.WorkingLots += Signed(order.Side, order.Leaves);
        position.Failed = default;
        book.Changes++;
    }

    /// <summary>An order was cancelled or expired; its leaves are what no longer works.</summary>
    public static void Ended(HedgeBook book, in OrderState order)
    {
        if (book.AccountOf(order.Session) is not { } account)
            return;
        long lots = Signed(order.Side, order.Leaves);
        ContractPosition position = account.PositionIn(order.Instrument.Basket, order.Instrument.Month);
        position.WorkingLots -= lots;
        if (order.Cumulative == 0)
            position.Failed = AttemptOf(book, position, lots, order.Limit.Ticks, RejectReason.None);
        book.Changes++;
    }

    public static void Refused(HedgeBook book, in Command command, in Rejected rejected, in EventHeader header)
    {
        if (command.Kind == CommandKind.OpenSession && header.Session == SessionId.Engine)
            SessionRefused(book, command.OpenSession, rejected.Reason);
        if (command.Kind != CommandKind.NewOrder || book.AccountOf(header.Session) is not { } account)
            return;
        // These two leave the session's numbers as they were: the first says that the request was applied before.
        if (rejected.Reason is RejectReason.RequestNumberReused or RejectReason.RequestGap)
            return;
        account.LastRequest = header.RequestNumber;
        ref readonly NewOrder order = ref command.NewOrder;
        ContractPosition position = account.PositionIn(order.Instrument.Basket, order.Instrument.Month);
        position.Failed = AttemptOf(book, position, Signed(order.Side, order.Quantity), order.LimitTicks, rejected.Reason);
        book.Changes++;
    }

    private static void SessionRefused(HedgeBook book, in OpenSession open, RejectReason reason)
    {
        if (!open.Name.StartsWith(ReservedNames.HedgeSessionPrefix) || book.Account(open.Participant) is not { } account)
            return;
        account.SessionRefusal = reason;
        account.SessionRefusedAt = book.Conditions;
        book.Changes++;
    }

    private static Attempt AttemptOf(HedgeBook book, ContractPosition position, long lots, long limitTicks, RejectReason reason)
    {
        long topVersion = book.Basket(position.Basket)?.Contract(position.Month)?.TopVersion ?? 0;
        return new Attempt(lots, limitTicks, reason, topVersion, book.Conditions);
    }

    private static long Signed(Side side, long quantity) => side == Side.Buy ? quantity : -quantity;
}
