using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>The core with a lie in what it tells: a defect that a check must be able to find.</summary>
internal sealed class AlteredExchange : IExchangeUnderTest
{
    private readonly CoreUnderTest _core = new();

    /// <summary>What is told in place of an event.</summary>
    public Func<Event, IEnumerable<Event>> Events { get; init; } = happened => [happened];

    /// <summary>What is told in place of an open order.</summary>
    public Func<OpenOrderView, OpenOrderView> Open { get; init; } = open => open;

    /// <summary>What is told in place of the use of a line.</summary>
    public Func<CreditUse, CreditUse> Credit { get; init; } = use => use;

    /// <summary>The core with another trade in place of some.</summary>
    public static AlteredExchange WithTrades(Func<Trade, bool> which, Func<Trade, Trade> told) => new()
    {
        Events = happened => [happened.Kind == EventKind.Trade && which(happened.Trade)
            ? Event.Of(happened.Header, told(happened.Trade)) : happened],
    };

    /// <summary>The core with some events never told.</summary>
    public static AlteredExchange Without(Predicate<Event> which) => new() { Events = happened => which(happened) ? [] : [happened] };

    public void Apply(in Command command, List<Event> into)
    {
        List<Event> happened = [];
        _core.Apply(command, happened);
        into.AddRange(happened.SelectMany(Events));
    }

    public RejectReason Top(ParticipantId asker, in Instrument instrument, out TopOfBook top) =>
        _core.Top(asker, instrument, out top);

    public IEnumerable<OpenOrderView> OpenOrders() => _core.OpenOrders().Select(Open);

    public IEnumerable<CreditUse> CreditUsed() => _core.CreditUsed().Select(Credit);
}
