using ComputeExchange.Hedging.State;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.Decisions;

/// <summary>Hedges every dealer that wants it: looks at the hedge book and sends what is missing.</summary>
/// <remarks>
/// It reconciles and does not react: wanted = what of target less position is worth trading - what open orders work for. So
/// it may be dropped and made anew at any moment, and a lost command is simply decided again. What it remembers itself is
/// only what it has sent and not yet seen applied. Each dealer has one request in flight at most, numbered after the last
/// one applied; a hedger that was made anew while a request was under way sends the same number again: with the same body
/// the engine ignores it, with another it refuses it (<see cref="RejectReason.RequestNumberReused"/>), and either way
/// nothing is done twice. No clock, no threads, no randomness. Used by the thread that feeds the book.
/// </remarks>
public sealed class Hedger
{
    private readonly HedgeBook _book;
    private readonly IHedgeCommands _commands;
    private readonly HedgerOptions _options;
    private readonly RatioUpkeep _ratios;
    private readonly List<Plan?> _plans = [];
    private long _steppedAt = -1;

    /// <summary>A hedger over a book.</summary>
    /// <param name="book">The book; whoever feeds it calls <see cref="Step"/> afterwards.</param>
    /// <param name="commands">Where commands go.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public Hedger(HedgeBook book, IHedgeCommands commands, HedgerOptions? options = null)
    {
        _book = book;
        _commands = commands;
        _options = options ?? new HedgerOptions();
        _options.RequireValid();
        _ratios = new RatioUpkeep(book, commands, _options);
    }

    /// <summary>Whether, as far as the book has been fed, nothing is left to do: the last step looked at all that the book
    /// has, found room for what it sent, and all of that has been applied since.</summary>
    public bool IsQuiet => _steppedAt == _book.Changes && _ratios.IsQuiet && !IsAnyInFlight();

    /// <summary>Decides from the book as it is and sends what is wanted. Never waits; cheap when nothing has changed.</summary>
    /// <returns>How many commands were sent.</returns>
    public int Step()
    {
        if (_steppedAt == _book.Changes)
            return 0;
        int sent = 0;
        if (!_ratios.Step(ref sent))
            return sent;
        for (int id = 1; id < _book.Accounts.Count; id++)
            if (_book.Accounts[id] is { } account && !Hedge(account, ref sent))
                return sent;
        _steppedAt = _book.Changes;
        return sent;
    }

    private bool IsAnyInFlight()
    {
        foreach (Plan? plan in _plans)
            if (plan is not null && (plan.IsInFlight || plan.IsOpening))
                return true;
        return false;
    }

    /// <summary>One dealer's next request. False when the ring was full.</summary>
    private bool Hedge(HedgeAccount dealer, ref int sent)
    {
        if (!dealer.Hedging.On || !dealer.IsDealer)
            return true;
        Plan plan = PlanOf(dealer);
        if (dealer.Session == SessionId.Engine)
            return OpenSession(plan, ref sent);
        if (plan.IsInFlight)
            return true;
        foreach (DealerTargets.Target target in plan.Targets(_book))
        {
            ContractDecision decision = ContractDecision.For(
                _book, dealer, target.Basket, target.Contract, target.ExactLots, _options.ObservationHours);
            if (decision.Status != HedgeStatus.Wanted)
                continue;
            Command order = HedgeRequest.Order(
                dealer.Id, dealer.Session, dealer.LastRequest + 1, Instrument.Future(target.Basket.Id, target.Contract.Month),
                decision.Lots, decision.LimitTicks, Now);
            if (!_commands.TrySend(order))
                return false;
            plan.SentRequest = dealer.LastRequest + 1;
            sent++;
            return true;
        }
        return true;
    }

    private bool OpenSession(Plan plan, ref int sent)
    {
        if (plan.IsOpening || plan.IsRefusedAsOfNow(_book))
            return true;
        HedgeAccount dealer = plan.Dealer;
        if (!_commands.TrySend(HedgeRequest.Open(dealer.Id, HedgeRequest.SessionName(dealer.Code, dealer.Id), Now)))
            return false;
        plan.OpeningSentAt = _book.Conditions;
        sent++;
        return true;
    }

    private EngineTime Now => EngineTime.FromHour(_book.Hour);

    private Plan PlanOf(HedgeAccount dealer)
    {
        while (_plans.Count <= dealer.Id.Value)
            _plans.Add(null);
        return _plans[dealer.Id.Value] ??= new Plan(dealer);
    }

    /// <summary>What the hedger remembers of a dealer: what is under way, and targets that still hold.</summary>
    private sealed class Plan(HedgeAccount dealer)
    {
        private List<DealerTargets.Target>? _targets;
        private (long Exposure, long Target) _targetsAsOf;

        public HedgeAccount Dealer => dealer;

        public long SentRequest { get; set; }

        /// <summary>What conditions were like when the opening of the session was sent; -1 before.</summary>
        public long OpeningSentAt { get; set; } = -1;

        public bool IsInFlight => SentRequest > dealer.LastRequest;

        public bool IsOpening =>
            dealer.Session == SessionId.Engine && OpeningSentAt >= 0 && !IsAnswered;

        /// <summary>Whether the session was refused and nothing has changed since that could let it be opened.</summary>
        public bool IsRefusedAsOfNow(HedgeBook book) =>
            dealer.SessionRefusal != RejectReason.None && dealer.SessionRefusedAt == book.Conditions;

        public List<DealerTargets.Target> Targets(HedgeBook book)
        {
            if (_targets is null || _targetsAsOf != (dealer.ExposureVersion, book.TargetVersion))
            {
                _targets = DealerTargets.Of(book, dealer);
                _targetsAsOf = (dealer.ExposureVersion, book.TargetVersion);
            }
            return _targets;
        }

        private bool IsAnswered =>
            dealer.SessionRefusal != RejectReason.None && dealer.SessionRefusedAt >= OpeningSentAt;
    }
}
