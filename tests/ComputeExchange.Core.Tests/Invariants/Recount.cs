using System.Runtime.InteropServices;
using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>The market counted anew from commands and events alone, to be held beside what the exchange says of itself.</summary>
internal sealed class Recount
{
    private readonly ModelReference _reference = new();
    private readonly MarketMakerProtection _protection = new();
    private readonly Dictionary<(ParticipantId, ClOrdId), OrderAccount> _accounts = [];
    private readonly HashSet<OrderAccount> _touched = [];

    public Recount() => Market = new ModelMarket(_reference);

    /// <summary>Open orders and credit lines as the events leave them, in the form that the model can be asked about.</summary>
    public ModelMarket Market { get; }

    /// <summary>The orders that the last command did something to.</summary>
    public IReadOnlyCollection<OrderAccount> Touched => _touched;

    /// <summary>What in the events of the last command makes no sense.</summary>
    public List<string> Faults { get; } = [];

    public OrderAccount? Find(ParticipantId participant, ClOrdId id) => _accounts.GetValueOrDefault((participant, id));

    public void Follow(Step step)
    {
        ForgetEnded();
        Faults.Clear();
        if (step.Command.Header.Time > Market.Now)
            Market.Now = step.Command.Header.Time;

        // SPEC 3.2: what is due expires before anything else; settings change before they set anything off.
        Span<Event> events = CollectionsMarshal.AsSpan(step.Events);
        bool isRefused = false;
        foreach (ref readonly Event happened in events)
        {
            isRefused |= happened.Kind == EventKind.Rejected;
            if (happened.Kind == EventKind.Expired)
                Close(happened.Expired.Order, happened.Expired.Order.ClOrdId);
        }
        if (!isRefused)
            Set(step.Command);
        foreach (ref readonly Event happened in events)
            Follow(step.Command, happened);
    }

    /// <summary>Who has ended does nothing any more: a later event of it is a fault, as of one never accepted.</summary>
    private void ForgetEnded()
    {
        foreach (OrderAccount account in _touched)
        {
            (ParticipantId, ClOrdId) key = (account.Order.Participant, account.Order.Id);
            if (!account.IsOpen && _accounts.GetValueOrDefault(key) == account)
                _accounts.Remove(key);
        }
        _touched.Clear();
    }

    private void Set(in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.SetCreditLine:
                SetCreditLine credit = command.SetCreditLine;
                if (!Market.Lines.TryGetValue((credit.From, credit.To), out ModelLine? line))
                    Market.SetLine(credit.From, credit.To, line = new ModelLine { Limit = credit.Limit, AddOn = credit.AddOn });
                (line.Limit, line.AddOn) = (credit.Limit, credit.AddOn);
                break;
            case CommandKind.Settle:
                foreach (ModelLine settled in Market.Lines.Values)
                    settled.Settle(Math.Min(command.Settle.ThroughHour, Market.Now.Hour));
                break;
            case CommandKind.Tick or CommandKind.NewOrder or CommandKind.ReplaceOrder or CommandKind.CancelOrder
                or CommandKind.MassCancel or CommandKind.Quote or CommandKind.SetKillSwitch:
                break;
            default:
                ReferenceCommands.Apply(Market, _protection, command);
                break;
        }
    }

    private void Follow(in Command command, in Event happened)
    {
        switch (happened.Kind)
        {
            case EventKind.New:
                Open(command, happened.Accepted.Order);
                break;
            case EventKind.Replaced:
                Replace(command, happened.Replaced);
                break;
            case EventKind.Cancelled:
                ClOrdId orig = happened.Cancelled.OrigClOrdId;
                OrderState cancelled = happened.Cancelled.Order;
                Close(cancelled, orig.Length > 0 ? orig : cancelled.ClOrdId);
                break;
            case EventKind.Trade:
                Trade(happened.Trade);
                break;
        }
    }

    private void Open(in Command command, in OrderState state)
    {
        NewOrder terms = command.Kind == CommandKind.Quote
            ? Quoting.SideOrder(command.Quote, state.Side, state.Limit.Ticks, LotsOf(command.Quote, state.Side))
            : command.NewOrder;
        OrderAccount account = new(new ModelOrder(terms, state.Session, Market.Now));
        Market.Add(account.Order);
        Place(account.Order, state);
        _accounts[(state.Participant, state.ClOrdId)] = account;
        _touched.Add(account);
    }

    private void Replace(in Command command, in OrderReplaced replaced)
    {
        OrderState state = replaced.Order;
        if (Take(state.Participant, replaced.OrigClOrdId) is not { } account)
            return;
        ModelOrder order = account.Order;
        _accounts.Remove((state.Participant, replaced.OrigClOrdId));
        (order.Id, order.Limit) = (state.ClOrdId, state.Limit.Ticks);
        Place(order, state);
        _accounts[(state.Participant, state.ClOrdId)] = account;
        if (command.Kind == CommandKind.Quote)
            order.Quantity = order.Filled + LotsOf(command.Quote, state.Side);
        else if (command.ReplaceOrder.Has(ReplacedTerms.Gpus))
            order.Quantity = command.ReplaceOrder.Gpus;
        else if (command.ReplaceOrder.Has(ReplacedTerms.Lots))
            order.Quantity = command.ReplaceOrder.Lots;
    }

    private static void Place(ModelOrder order, in OrderState state) =>
        (order.Entry, order.Place) = (state.Entry, (state.Entry, 0));

    private static long LotsOf(in Quote quote, Side side) => side == Side.Buy ? quote.BidLots : quote.AskLots;

    private void Trade(in Trade trade)
    {
        OrderAccount? buy = Take(trade.Buy.Participant, trade.Buy.ClOrdId);
        OrderAccount? sell = Take(trade.Sell.Participant, trade.Sell.ClOrdId);
        if (!trade.Instrument.IsBasket)
        {
            UseCredit(trade.Buy.Participant, trade.Sell.Participant, trade);
            UseCredit(trade.Sell.Participant, trade.Buy.Participant, trade);
        }
        buy?.Buy(trade);
        sell?.Sell(trade);
        AfterTrade(buy, trade.Buy);
        AfterTrade(sell, trade.Sell);
    }

    private void AfterTrade(OrderAccount? account, in OrderState told)
    {
        if (account is null)
            return;
        long leaves = account.Ordered - account.Order.Filled;
        if (told.Cumulative != account.Order.Filled || told.Leaves != leaves)
            Faults.Add($"{account} trades and tells of {told.Cumulative} filled and {told.Leaves} left; its trades make "
                + $"{account.Order.Filled} and {leaves}");
        if (account.Order.Leaves > 0)
            return;
        Market.Remove(account.Order);
        account.IsOpen = false;
    }

    private void UseCredit(ParticipantId from, ParticipantId to, in Trade trade)
    {
        if (!Market.Lines.TryGetValue((from, to), out ModelLine? line))
        {
            Faults.Add($"{from.Value} and {to.Value} trade without a line");
            return;
        }
        line.Use(trade.Instrument.Window, trade.Price.Ticks, trade.Quantity);
        if (line.Used > (Int128)line.Limit.Units * Limits.FullAddOn)
            Faults.Add($"the line from {from.Value} to {to.Value} is used beyond its limit");
    }

    private void Close(in OrderState state, ClOrdId id)
    {
        if (Take(state.Participant, id) is not { IsOpen: true } account)
            return;
        account.Cancelled += state.Leaves;
        account.IsOpen = false;
        Market.Remove(account.Order);
    }

    private OrderAccount? Take(ParticipantId participant, ClOrdId id)
    {
        OrderAccount? account = Find(participant, id);
        if (account is null)
            Faults.Add($"{participant.Value}/{id} does something and is not open");
        else
            _touched.Add(account);
        return account;
    }
}
