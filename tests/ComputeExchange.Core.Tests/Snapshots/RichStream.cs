using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>A random scenario with everything mixed in that it leaves out: numbered sessions, connections, halts, limits,
/// collars, fees, hedging, ratios, prices, index values, and months that end.</summary>
internal sealed class RichStream
{
    private const int Sessions = 3;

    private readonly Dice _dice;
    private readonly List<Command> _commands = [];
    private readonly long[] _lastRequest = new long[Sessions + 1];
    private CommandHeader _now;

    private RichStream(int seed) => _dice = new Dice(seed);

    public static List<Command> Of(ScenarioProfile profile, int seed)
    {
        RichStream stream = new(seed);
        bool isOpen = false;
        foreach (Command command in ScenarioGenerator.Generate(profile, seed).Commands)
        {
            stream._now = new CommandHeader { Time = command.Header.Time };
            if (!isOpen && IsOrder(command.Kind))
            {
                isOpen = true;
                stream.OpenSessions();
            }
            if (isOpen && stream._dice.Chance(60))
                stream.AddControl();
            stream._commands.Add(IsOrder(command.Kind) ? stream.Numbered(command) : ReduceOnly(command));
        }
        stream.PassMonths();
        return stream._commands;
    }

    private static bool IsOrder(CommandKind kind) =>
        kind is CommandKind.NewOrder or CommandKind.ReplaceOrder or CommandKind.CancelOrder or CommandKind.Quote;

    /// <summary>A kill of every second participant leaves reducing orders allowed.</summary>
    private static Command ReduceOnly(in Command command)
    {
        bool isKill = command.Kind == CommandKind.SetKillSwitch && command.SetKillSwitch.On;
        return isKill && command.SetKillSwitch.Participant.Value % 2 == 0
            ? Command.Of(command.Header, command.SetKillSwitch with { ReduceOnly = true })
            : command;
    }

    /// <summary>Session n speaks for participant n; now and then a number is used again, or one is left out.</summary>
    private Command Numbered(in Command command)
    {
        ParticipantId participant = command.Kind switch
        {
            CommandKind.NewOrder => command.NewOrder.Participant,
            CommandKind.ReplaceOrder => command.ReplaceOrder.Participant,
            CommandKind.CancelOrder => command.CancelOrder.Participant,
            _ => command.Quote.Participant,
        };
        if (participant.Value is 0 or > Sessions || _dice.Chance(10))
            return command;
        long number = _dice.Chance(4)
            ? _lastRequest[participant.Value] + _dice.Between(-2, 2)
            : ++_lastRequest[participant.Value];
        return command.With(command.Header with
        {
            Session = new SessionId(participant.Value),
            RequestNumber = number,
            BodyHash = (ulong)_dice.Between(1, 3),
            IsThrottled = _dice.Chance(2),
        });
    }

    private void OpenSessions()
    {
        for (ushort id = 1; id <= Sessions; id++)
        {
            OpenSession open = new() { Participant = new ParticipantId(id), Name = Code.Parse($"desk{id}") };
            _commands.Add(Command.Of(_now, open));
            _commands.Add(Command.Of(_now, new ConnectSession { Session = new SessionId(id) }));
        }
    }

    private void AddControl()
    {
        ParticipantId participant = new((ushort)_dice.Between(1, 4));
        SessionId session = new((ushort)_dice.Between(1, Sessions));
        MarketId market = new(new SkuId((ushort)_dice.Between(1, 2)), new RegionId((ushort)_dice.Between(1, 2)));
        BasketId basket = new(1);
        long nano = 2_000_000_000L + _dice.Between(0, 900_000_000);
        _commands.Add(_dice.Between(0, 13) switch
        {
            0 or 1 => Command.Of(_now, new ConnectSession
            {
                Session = session,
                CancelOnDisconnect = _dice.Chance(60),
                GraceNanos = _dice.Between(0, 2) * EngineTime.NanosPerHour,
            }),
            2 => Command.Of(_now, new DisconnectSession { Session = session }),
            3 => Command.Of(_now, new SetIndexValue { Basket = basket, NanoDollars = nano }),
            4 => Command.Of(_now, new SetReferencePrice { Market = market, NanoDollars = nano }),
            5 => Command.Of(_now, new SetFees { Participant = participant, BasketMicrosPerLot = _dice.Between(0, 9) }),
            6 => Command.Of(_now, new SetHedging { Participant = participant, On = true, MaxLots = _dice.Between(0, 9) }),
            7 => Command.Of(
                _now, new SetHedgeRatio { Market = market, Basket = basket, HasRatio = true, Micros = _dice.Between(1, 9) }),
            8 => Command.Of(_now, new SetPreTradeLimits { Participant = participant, MaxLots = _dice.Between(0, 1) * 9 }),
            9 => Command.Of(_now, new SetPriceCollar { Market = market, Low = new Price(_dice.Between(0, 22_000)) }),
            10 => Command.Of(_now, new SetOrderCaps
            {
                OpenOrders = _dice.Between(9, 99),
                ComplexOrdersOfOne = _dice.Between(2, 9),
                ComplexOrdersOfAll = _dice.Between(5, 9),
            }),
            11 => Command.Of(_now, new SetHalt { Market = market, On = _dice.Chance(30) }),
            12 => Command.Of(_now, new SetHalt { On = _dice.Chance(20) }),
            _ => Command.Of(_now, new SetMarketMakerProtection
            {
                Participant = participant,
                Basket = basket,
                Fills = _dice.Between(0, 4),
                WindowNanos = EngineTime.NanosPerHour,
            }),
        });
    }

    private void PassMonths()
    {
        foreach (int hours in (ReadOnlySpan<int>)[1, 30, 800, 1_600])
        {
            _now = _now with { Time = new EngineTime(_now.Time.Nanos + hours * EngineTime.NanosPerHour) };
            _commands.Add(Command.Of(_now, new SetIndexValue { Basket = new BasketId(1), NanoDollars = 2_500_000_000 + hours }));
            _commands.Add(Command.Of(_now, new Settle { ThroughHour = _now.Time.Hour }));
        }
    }
}
