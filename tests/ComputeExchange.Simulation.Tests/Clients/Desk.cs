using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Protocol;
using ComputeExchange.Simulation.Tests.WholeSystem;

namespace ComputeExchange.Simulation.Tests.Clients;

/// <summary>What somebody wants of the market: random requests, many of which meet those of others.</summary>
internal sealed class Desk(SimulatedClient client, SimulatedMarket market, Random chance, bool isOperator)
{
    private readonly OrderGenerator _orders = new(new Dice(chance.Next()), ScenarioProfile.Everything, nearPercent: 20);
    private readonly List<ClOrdId> _ids = [];
    private int _lastId;

    /// <summary>Sends one request, if the client has room for it.</summary>
    public bool TryAct(EngineTime now)
    {
        if (!client.HasRoom)
            return false;
        return client.TrySend(isOperator ? Control(now) : Trade(now));
    }

    private Command Trade(EngineTime now)
    {
        ParticipantId self = client.Participant;
        switch (chance.Next(20))
        {
            case 0 or 1 or 2:
                return Command.Of(default, new CancelOrder { Participant = self, OrigClOrdId = AnyId() });
            case 3 or 4:
                return Command.Of(default, new ReplaceOrder
                {
                    Participant = self,
                    OrigClOrdId = AnyId(),
                    ClOrdId = NewId(),
                    Given = ReplacedTerms.Price,
                    LimitTicks = chance.Next(2) == 0 ? _orders.ForwardTicks() : _orders.BasketTicks(),
                });
            case 5 when chance.Next(4) == 0:
                return Command.Of(default, new MassCancel { Participant = self });
            case 6 or 7:
                return Command.Of(default, QuoteOf(self));
            case 8 when chance.Next(3) == 0:
                return Command.Of(default, market.CreditLine(self, new ParticipantId((ushort)chance.Next(1, 7)), chance));
            default:
                return Command.Of(default, _orders.Make(self, NewId(), now));
        }
    }

    private Command Control(EngineTime now)
    {
        ParticipantId anybody = new((ushort)chance.Next(1, market.Participants + 1));
        return chance.Next(10) switch
        {
            0 => Command.Of(default, new SetKillSwitch { Participant = anybody, On = chance.Next(3) == 0 }),
            1 => Command.Of(default, new Settle { ThroughHour = now.Hour }),
            2 => Command.Of(default, market.Ratio(chance.Next(300_000, 1_200_000))),
            3 => Command.Of(default, SimulatedMarket.Hedging(market.Dealer(chance), on: chance.Next(4) != 0)),
            4 => Command.Of(default, new SetReferencePrice
            {
                Market = SimulatedMarket.Market,
                NanoDollars = 2_000_000_000 + chance.Next(99),
            }),
            5 => Command.Of(default, new SetFees { Participant = anybody, BasketMicrosPerLot = chance.Next(9) }),
            _ => Command.Of(default, market.CreditLine(anybody, new ParticipantId((ushort)chance.Next(1, 7)), chance)),
        };
    }

    private Quote QuoteOf(ParticipantId self)
    {
        long bid = _orders.BasketTicks();
        return new Quote
        {
            Participant = self,
            QuoteId = ClOrdId.Parse($"{client.Name}q{++_lastId}"),
            Basket = SimulatedMarket.Basket,
            Month = _orders.Month(),
            HasBid = true,
            HasAsk = chance.Next(4) != 0,
            BidTicks = bid,
            BidLots = _orders.Lots(),
            AskTicks = bid + 100 * chance.Next(1, 4),
            AskLots = _orders.Lots(),
        };
    }

    private ClOrdId NewId()
    {
        ClOrdId id = ClOrdId.Parse($"{client.Name}{++_lastId}");
        _ids.Add(id);
        return id;
    }

    /// <summary>The last order that was told of, or any that was ever entered.</summary>
    private ClOrdId AnyId() => client.LastReport.Type == ExecutionType.New && chance.Next(2) == 0 ? client.LastReport.ClOrdId
        : _ids.Count > 0 ? _ids[^chance.Next(1, Math.Min(_ids.Count, 12) + 1)]
        : ClOrdId.Parse("none");
}
