using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Hedging.Ratios;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>What applied definitions, settings, prices and ratios change.</summary>
internal static class SettingFold
{
    /// <summary>$100,000 in units of 1e-9 $, the highest price that an order may carry: a value above is a slip of the feed,
    /// and neither marks nor explains anything.</summary>
    private const long MaxNanos = (long)Price.MaxTicks * (PriceChanges.NanosPerDollar / Price.TicksPerDollar);

    public static void Apply(HedgeBook book, in Command command, in CommandApplied applied)
    {
        switch (command.Kind)
        {
            case CommandKind.DefineSku:
                Name(book.Skus, applied.Id, command.DefineSku.Code);
                break;
            case CommandKind.DefineRegion:
                Name(book.Regions, applied.Id, command.DefineRegion.Code);
                break;
            case CommandKind.DefineParticipant:
                Define(book, new ParticipantId(applied.Id), command.DefineParticipant);
                break;
            case CommandKind.DefineBasket:
                Define(book, new BasketId(applied.Id), command.DefineBasket);
                break;
            case CommandKind.OpenSession:
                Open(book, command.OpenSession, new SessionId(applied.Id));
                break;
            case CommandKind.SetReferencePrice:
                Mark(book, command.SetReferencePrice);
                break;
            case CommandKind.SetIndexValue:
                Mark(book, command.SetIndexValue);
                break;
            case CommandKind.SetHedgeRatio:
                Set(book, command.SetHedgeRatio, command.Header.Session);
                break;
            default:
                Set(book, command);
                break;
        }
    }

    private static void Set(HedgeBook book, in Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.SetKillSwitch when book.Account(command.SetKillSwitch.Participant) is { } account:
                account.IsKilled = command.SetKillSwitch.On;
                break;
            case CommandKind.SetHedging when book.Account(command.SetHedging.Participant) is { } account:
                account.Hedging = command.SetHedging;
                break;
            case CommandKind.SetFees when book.Account(command.SetFees.Participant) is { } account:
                account.Fees = command.SetFees;
                break;
            case CommandKind.SetPreTradeLimits when book.Account(command.SetPreTradeLimits.Participant) is { } account:
                account.PreTradeLimits = command.SetPreTradeLimits;
                break;
            case CommandKind.SetHalt:
                Halt(book, command.SetHalt, isOwn: command.Header.Session == SessionId.Engine);
                break;
            case CommandKind.SetPriceCollar or CommandKind.SetOrderCaps:
                break;
            default:
                return;
        }
        book.Conditions++;
        book.Changes++;
    }

    private static void Halt(HedgeBook book, in SetHalt halt, bool isOwn)
    {
        if (book.Basket(halt.Basket) is { } basket)
            basket.IsHalted = halt.On;
        else if (halt.Market == default && isOwn)
            book.IsHaltedByEngine = halt.On;
        else if (halt.Market == default)
            book.IsAllHalted = halt.On;
    }

    private static void Define(HedgeBook book, ParticipantId id, in DefineParticipant definition)
    {
        if (book.Account(id) is not { } account)
        {
            Reach(book.Accounts, id.Value);
            book.Accounts[id.Value] = account = new HedgeAccount(id, definition.Code, definition.Kind);
        }
        account.Kind = definition.Kind;
        if (account.IsDealer)
            account.ProfitAndLoss ??= AsOfNow(book);
        book.Conditions++;
        book.Changes++;
    }

    /// <summary>A new dealer's profit and loss starts from the marks and ratios that there are.</summary>
    private static DealerProfitAndLoss AsOfNow(HedgeBook book)
    {
        DealerProfitAndLoss started = new();
        foreach (MarketId market in book.ReferencedMarkets)
            started.MarkMarket(market, book.ReferenceOf(market)!.Last!.Value);
        foreach (BasketState? basket in book.Baskets)
            if (basket?.Index.Last is long value)
                started.MarkIndex(basket.Id, value);
        foreach (RatioInForce ratio in book.Ratios)
            started.SetRatio(ratio.Market, ratio.Basket, ratio.HedgedMicros);
        return started;
    }

    private static void Define(HedgeBook book, BasketId id, in DefineBasket definition)
    {
        if (book.Basket(id) is not { } basket)
        {
            Reach(book.Baskets, id.Value);
            book.Baskets[id.Value] = basket = new BasketState(id, definition);
        }
        basket.Define(definition);
        book.ForgetHedgingBaskets();
        book.Conditions++;
        book.TargetVersion++;
        book.Changes++;
    }

    private static void Open(HedgeBook book, in OpenSession open, SessionId session)
    {
        if (!open.Name.StartsWith(ReservedNames.HedgeSessionPrefix) || book.Account(open.Participant) is not { } account)
            return;
        book.OpenSession(account, session);
        book.Changes++;
    }

    private static void Mark(HedgeBook book, in SetReferencePrice price)
    {
        if (price.NanoDollars > MaxNanos)
            return;
        book.ReferenceIn(price.Market).Add(new Observation(book.Hour, price.NanoDollars));
        foreach (HedgeAccount? account in book.Accounts)
            account?.ProfitAndLoss?.MarkMarket(price.Market, price.NanoDollars);
        book.Observed++;
        book.Changes++;
    }

    private static void Mark(HedgeBook book, in SetIndexValue value)
    {
        if (value.NanoDollars > MaxNanos || book.Basket(value.Basket) is not { } basket)
            return;
        basket.Index.Add(new Observation(book.Hour, value.NanoDollars));
        foreach (HedgeAccount? account in book.Accounts)
        {
            if (account?.ProfitAndLoss is not { } profitAndLoss)
                continue;
            profitAndLoss.MarkIndex(value.Basket, value.NanoDollars);
            for (int i = 0; i < account.Positions.Count; i++)
            {
                ContractPosition position = account.Positions[i];
                if (position.Basket == value.Basket && basket.Contract(position.Month) is { IsSettled: false })
                    profitAndLoss.MarkFuture(TradeFold.ContractOf(basket, position.Month), value.NanoDollars);
            }
        }
        book.Observed++;
        book.Changes++;
    }

    private static void Set(HedgeBook book, in SetHedgeRatio set, SessionId by)
    {
        RatioInForce ratio = book.RatioOf(set.Market, set.Basket);
        ratio.HasRatio = set.HasRatio && Int128.Abs(set.Micros) <= RatioMicros.Max;
        ratio.Micros = set.Micros;
        ratio.TimesSet++;
        book.ForgetHedgingBaskets();
        if (by != SessionId.Engine && book.Basket(set.Basket) is { } basket)
            ratio.ObservedAt = book.ObservedOf(set.Market, basket);
        foreach (HedgeAccount? account in book.Accounts)
            account?.ProfitAndLoss?.SetRatio(set.Market, set.Basket, ratio.HedgedMicros);
        book.TargetVersion++;
        book.Changes++;
    }

    private static void Name(List<Code> codes, int id, Code code)
    {
        Reach(codes, id);
        codes[id] = code;
    }

    private static void Reach<T>(List<T> list, int id)
    {
        while (list.Count <= id)
            list.Add(default!);
    }
}
