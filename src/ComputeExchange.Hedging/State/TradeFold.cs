using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>What trades and settlements do to exposures, positions, working hedge orders and profit and loss.</summary>
internal static class TradeFold
{
    /// <summary>Fees are set in units of 1e-6 $ and charged in units of 0.0001 $.</summary>
    private const int MicrosPerUnit = 100;

    public static void Apply(HedgeBook book, in Trade trade)
    {
        if (trade.Instrument.IsBasket)
        {
            Future(book, trade, trade.Buy, trade.Quantity);
            Future(book, trade, trade.Sell, -trade.Quantity);
        }
        else
        {
            Forward(book, trade, trade.Buy.Participant, trade.Quantity);
            Forward(book, trade, trade.Sell.Participant, -trade.Quantity);
        }
        book.Changes++;
    }

    public static void Apply(HedgeBook book, in PositionSettled settled)
    {
        if (book.Account(settled.Participant) is not { } account || book.Basket(settled.Basket) is not { } basket)
            return;
        account.PositionIn(settled.Basket, settled.Month).Lots = 0;
        if (basket.Contract(settled.Month) is { } contract)
            contract.IsSettled = true;
        account.ProfitAndLoss?.Settlement(ContractOf(basket, settled.Month), settled.SettlementPrice);
        book.Changes++;
    }

    public static BasketContract ContractOf(BasketState basket, DeliveryMonth month) =>
        new(basket.Id, month, basket.Multiplier);

    private static void Forward(HedgeBook book, in Trade trade, ParticipantId participant, long gpus)
    {
        if (book.Account(participant) is not { IsDealer: true } dealer)
            return;
        Instrument instrument = trade.Instrument;
        dealer.ExposureOf(instrument.Market).Add(instrument.Window, gpus);
        dealer.ExposureVersion++;
        long gpuHours = gpus * instrument.Window.Hours;
        dealer.ProfitAndLoss!.ForwardTrade(instrument.Market, gpuHours, trade.Price);
        Charge(dealer, dealer.Fees.ForwardMicrosPerGpuHour, gpuHours);
    }

    private static void Future(HedgeBook book, in Trade trade, in OrderState order, long lots)
    {
        if (book.Account(order.Participant) is not { } account || book.Basket(trade.Instrument.Basket) is not { } basket)
            return;
        ContractPosition position = account.PositionIn(basket.Id, trade.Instrument.Month);
        position.Lots += lots;
        if (HedgeOrderFold.IsHedge(account, order))
            position.WorkingLots -= lots;
        if (!account.IsDealer)
            return;
        BasketContract contract = ContractOf(basket, trade.Instrument.Month);
        if (basket.Index.Last is long mark)
            account.ProfitAndLoss!.MarkFuture(contract, mark);
        account.ProfitAndLoss!.BasketFill(contract, lots, trade.Price);
        Charge(account, account.Fees.BasketMicrosPerLot, lots);
    }

    private static void Charge(HedgeAccount account, long microsEach, long signedQuantity)
    {
        if (microsEach == 0)
            return;
        Int128 micros = (Int128)microsEach * Math.Abs(signedQuantity);
        Int128 units = Int128.Min((Int128.Abs(micros) + MicrosPerUnit / 2) / MicrosPerUnit, long.MaxValue);
        account.ProfitAndLoss!.Fee(new Money((long)(Int128.IsNegative(micros) ? -units : units)));
    }
}
