using ComputeExchange.Core.Books;
using ComputeExchange.Core.Credit;
using ComputeExchange.Core.Entry;
using ComputeExchange.Core.Matching;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Core.Risk;
using ComputeExchange.Core.Sessions;
using ComputeExchange.Core.Snapshots;
using ComputeExchange.Messages;

namespace ComputeExchange.Core;

/// <summary>The market: a pure state machine. The same commands give the same events, byte for byte, on any machine.</summary>
/// <remarks>Not thread-safe: one thread applies commands. It holds integers only, reads no clock, and allocates nothing once
/// its pools have grown to what the market needs.</remarks>
public sealed class Exchange
{
    /// <summary>So many open orders lie in a near cache, where there is nothing to wait for.</summary>
    private const int OrdersInNearCache = 2_048;

    private readonly EngineClock _clock = new();
    private readonly ReferenceData _reference;
    private readonly SessionTable _sessions = new();
    private readonly TradingSettings _settings = new();
    private readonly OrderTable _table = new();
    private readonly OrderDirectory _directory;
    private readonly OrderStore _store;
    private readonly CreditMatrix _credit = new();
    private readonly PositionLedger _positions = new();
    private readonly QuoteProtection _protection = new();
    private readonly HedgeRatios _ratios = new();
    private readonly TopOfBookView _topOfBook = new();
    private readonly EventWriter _events;
    private readonly TimeStep _timeStep;
    private readonly CommandDispatch _dispatch;
    private readonly SessionEntry _sessionEntry;
    private readonly OrderLifecycle _lifecycle;
    private readonly TradeBooking _booking;

    /// <summary>An empty market at engine time 0.</summary>
    /// <param name="idKey">What client order ids are hashed under: a secret where those who choose them are not trusted. It makes no
    /// difference to any event, answer or state.</param>
    public Exchange(ulong idKey = 0)
    {
        _directory = new OrderDirectory(_table, idKey);
        _store = new OrderStore(_table, _directory);
        _reference = new ReferenceData(_table);
        View = new StateView(_reference, _sessions, _positions);
        _events = new EventWriter(_sessions, _table);
        Foresight = new Foresight(_table, _reference, _directory);
        _lifecycle = new OrderLifecycle(_store, _events);
        _booking = new TradeBooking(_lifecycle, _events, _positions, _protection);
        ForwardMatcher plain = new(_table, _lifecycle, _booking);
        ComplexMatcher complex = new(_clock, _settings, _lifecycle, _booking);
        BasketMatcher baskets = new(_table, _lifecycle, _booking);
        OrderMatcher matcher = new(_table, _lifecycle, baskets, plain, complex, new SellMatcher(plain, complex));
        OrderRules rules = new(_table, _clock, _sessions, _settings);
        OrderEntry orders = new(_reference, _clock, _store, _directory, _lifecycle, matcher, _events, rules);
        ReplaceEntry replaces = new(orders, _store, _directory, _lifecycle, matcher, _events, rules);
        QuoteEntry quotes = new(_reference, orders, replaces, _store, _directory, _lifecycle, matcher, _events, rules);
        ControlEntry control = new(
            _reference, _clock, _credit, new SecondLook(_table, matcher, _settings), orders, _settings, _protection, _ratios);
        _sessionEntry = new SessionEntry(_reference, _clock, _sessions, orders);
        _dispatch = new CommandDispatch(
            _reference, _sessions, orders, replaces, quotes, new ReferenceEntry(_reference), control, _sessionEntry, _events);
        _timeStep = new TimeStep(_clock, _store, _lifecycle, _reference, _positions, _sessionEntry, _events);
    }

    /// <summary>The state between two commands, to look at.</summary>
    public StateView View { get; }

    /// <summary>Engine time.</summary>
    public EngineTime Time => _clock.Now;

    /// <summary>How many commands have been applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many orders are open.</summary>
    public int OpenOrderCount => _directory.Count;

    /// <summary>Whether the engine halted everything on its own: a command of its own session did, and none has resumed it.</summary>
    public bool IsHaltedByEngine => _settings.IsHaltedByEngine;

    /// <summary>The next time at which something ends by itself; a tick is due then.</summary>
    public EngineTime NextDeadline => _timeStep.NextDeadline;

    /// <summary>Applies one command: engine time moves to the later of its own and the command's, what is due expires, then the
    /// command itself. Events go to the sink as they happen.</summary>
    /// <exception cref="InvariantException">A bug: the state can no longer be trusted.</exception>
    public void Apply(in Command command, IEventSink events)
    {
        Sequence++;
        ref readonly CommandHeader header = ref command.Header;
        EngineTime time = header.Time > _clock.Now ? header.Time : _clock.Now;
        _events.Begin(events, Sequence, time, header);
        _protection.Begin(time);
        _timeStep.MoveTo(time);
        _dispatch.Apply(command);
        if (_protection.HasTripped)
            _protection.Pull(_reference, _lifecycle);
        _lifecycle.TellTops();
        _store.Recycle();
    }

    /// <summary>Counts a command without carrying it out, by an operator's decision, because carrying it out breaks an invariant:
    /// time does not move, its request number is used up, and its session is told that it is refused (<c>Halted</c>).</summary>
    public void Skip(in Command command, IEventSink events)
    {
        Sequence++;
        _events.Begin(events, Sequence, _clock.Now, command.Header);
        _dispatch.Skip(command);
    }

    /// <summary>Counts a record of the journal that is no command.</summary>
    public void Pass() => Sequence++;

    /// <summary>How many commands ahead <see cref="Foresee(in Command)"/> wants to look.</summary>
    public const int ForesightDistance = Foresight.Distance;

    /// <summary>Begins to fetch what commands to come will look at, while this thread applies others; for batches, once before each
    /// <see cref="Apply"/>, this or <see cref="Foresee()"/>. Changes nothing, and nothing depends on whether it is called.</summary>
    /// <param name="coming">The command <see cref="ForesightDistance"/> behind the one to be applied now.</param>
    public void Foresee(in Command coming)
    {
        if (_directory.Count > OrdersInNearCache)
            Foresight.Look(coming);
    }

    /// <summary>The same where no command comes so far behind: goes on with those looked at before.</summary>
    public void Foresee()
    {
        if (_directory.Count > OrdersInNearCache)
            Foresight.Step();
    }

    /// <summary>The top of a book as a participant sees it. Changes nothing.</summary>
    /// <returns>None, or why it cannot be told: UnknownParticipant, UnknownInstrument, InvalidWindow.</returns>
    public RejectReason Top(ParticipantId asker, in Instrument instrument, out TopOfBook top)
    {
        top = default;
        if (_reference.Participants[asker.Value] is not { } participant)
            return RejectReason.UnknownParticipant;
        if (instrument.IsBasket)
        {
            if (_reference.Baskets[instrument.Basket.Value]?.Book(instrument.Month) is not { } book)
                return RejectReason.UnknownInstrument;
            top = TopOfBookView.Of(book);
            return RejectReason.None;
        }
        if (!_reference.IsMarket(instrument.Market))
            return RejectReason.UnknownInstrument;
        if (!instrument.Window.IsValid)
            return RejectReason.InvalidWindow;
        if (_reference.FindMarket(instrument.Market) is { } market)
            top = _topOfBook.Of(participant, market, instrument.Window);
        return RejectReason.None;
    }

    /// <summary>Every open order, in entry order. Allocates: not for the matching thread's hot path.</summary>
    public IReadOnlyList<OpenOrder> OpenOrders()
    {
        List<OpenOrder> open = new(_directory.Count);
        EntryOrderWalk walk = new(_reference);
        while (walk.Take() is not 0 and int number)
            open.Add(new OpenOrder(EventWriter.Show(_table.Row(number), _table), ProfileOf(_table.Order(number))));
        return open;
    }

    /// <summary>Writes everything that can influence a later event or answer, between two commands; the form is that of
    /// docs/SNAPSHOTS.md. The same commands give the same bytes, on any machine.</summary>
    /// <param name="into">Where to; it gets blocks of up to 64 KiB, and is not flushed.</param>
    public void Save(Stream into) => SnapshotTaker.Take(State, into);

    /// <summary>An exchange as it was saved: from here on it goes on exactly as the one that was.</summary>
    /// <param name="from">Read up to the last byte of the snapshot, and no further.</param>
    /// <param name="idKey">As of a new one; it need not be that of the one that was saved.</param>
    /// <exception cref="SnapshotFormatException">It is no snapshot, is of another format version, or is damaged.</exception>
    public static Exchange Load(Stream from, ulong idKey = 0)
    {
        Exchange exchange = new(idKey);
        ExchangeState state = exchange.State;
        SnapshotLoader.Load(state, from);
        exchange.Sequence = state.Sequence;
        return exchange;
    }

    /// <summary>A 64-bit hash (XXH64, chained over blocks) of exactly the bytes that <see cref="Save"/> writes, with which
    /// they end: two exchanges in the same state have the same. It takes one block of 64 KiB, however large the state.</summary>
    public ulong StateHash() => SnapshotTaker.Take(State, into: null);

    /// <summary>What <see cref="Foresee(in Command)"/> does where there is something to wait for.</summary>
    internal Foresight Foresight { get; }

    /// <summary>All of the state, as snapshots take it and tests look at it.</summary>
    internal ExchangeState State => new(
        _clock, _settings, _reference, _credit, _sessions, _sessionEntry, _store, _directory, _booking, _positions, _protection, _ratios)
    {
        Sequence = Sequence,
    };

    private static IReadOnlyList<ProfileRun> ProfileOf(Order order)
    {
        if (order.Terms is not { Profile: { } profile })
            return [];
        List<ProfileRun> runs = [];
        for (int i = 0; i < profile.RunCount; i++)
            if (profile.GpusAt(i) > 0)
                runs.Add(new ProfileRun(profile.RunAt(i).StartHour, profile.RunAt(i).Hours, profile.GpusAt(i)));
        return runs;
    }
}
