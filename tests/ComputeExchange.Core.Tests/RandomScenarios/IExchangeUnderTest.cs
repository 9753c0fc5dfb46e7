using ComputeExchange.Messages;

namespace ComputeExchange.Core.Tests.RandomScenarios;

/// <summary>An open order with the hours that a divisible sell still has.</summary>
internal sealed record OpenOrderView(OrderState State, IReadOnlyList<(DeliveryWindow Window, long Gpus)> Profile);

/// <summary>What is used of one credit line, in 1e-8 $.</summary>
internal readonly record struct CreditUse(ParticipantId From, ParticipantId To, Int128 Used);

/// <summary>What a scenario asks of an exchange: the model and the real core alike.</summary>
internal interface IExchangeUnderTest
{
    /// <summary>Applies one command and adds what happened.</summary>
    void Apply(in Command command, List<Event> into);

    /// <summary>The top of book, or why not.</summary>
    RejectReason Top(ParticipantId asker, in Instrument instrument, out TopOfBook top);

    /// <summary>Every open order, in entry order.</summary>
    IEnumerable<OpenOrderView> OpenOrders();

    /// <summary>Every credit line, in the order in which they were set.</summary>
    IEnumerable<CreditUse> CreditUsed();
}
