using ComputeExchange.Client;
using ComputeExchange.Engine;
using ComputeExchange.Hedging.Reports;
using ComputeExchange.Protocol;
using ComputeExchange.Protocol.MessagePack;
using ComputeExchange.Simulation.Tests.Audit;
using ComputeExchange.Simulation.Tests.Clients;

namespace ComputeExchange.Simulation.Tests.WholeSystem;

/// <summary>What must hold at the end of a simulation, whatever happened in it.</summary>
internal static class Promises
{
    public static void Hold(SystemSimulation simulation)
    {
        foreach (SimulatedClient client in simulation.Clients)
        {
            EveryReportIsTheServers(simulation, client);
            EveryRequestHadOneEffect(simulation, client);
        }

        Assert.DoesNotContain(
            simulation.Auditor.NumberRefusals,
            refused => simulation.Clients.Any(client => client.Session == refused.Session));
        ListingAudit.Hold(simulation.Auditor, simulation.Clients);
        TheJournalLeadsToTheState(simulation);
        EveryPositionIsItsTarget(simulation);
        Assert.DoesNotContain(EngineHaltReason.Unexpected, simulation.Server.Halts);
        Assert.DoesNotContain(EngineHaltReason.InvariantBroken, simulation.Server.Halts);
    }

    private static void EveryReportIsTheServers(SystemSimulation simulation, SimulatedClient client)
    {
        IReadOnlyList<byte[]> happened = simulation.Auditor.ReportsOf(client.Session);
        Assert.Equal(happened.Count, client.Reports.Known.Count + client.Reports.Gone);
        foreach ((long number, byte[] body) in client.Reports.Known)
            Assert.True(happened[(int)number - 1].AsSpan().SequenceEqual(body), $"{client.Name} has another report {number}");
    }

    private static void EveryRequestHadOneEffect(SystemSimulation simulation, SimulatedClient client)
    {
        Assert.Equal(client.Frames.Count, simulation.Auditor.LastRequestOf(client.Session));
        for (int i = 0; i < client.Frames.Count; i++)
        {
            ulong sent = BodyHash.Of(client.Frames[i].AsSpan(Frame.PrefixBytes));
            Assert.True(sent == simulation.Auditor.BodyHashOf(client.Session, i + 1), $"{client.Name} asked something else as {i + 1}");
        }

        foreach (Task<RequestAnswer> answer in client.Answers)
            Assert.True(answer.IsCompletedSuccessfully, $"a request of {client.Name} has no answer");
    }

    private static void TheJournalLeadsToTheState(SystemSimulation simulation)
    {
        ulong lived = simulation.Server.Engine.Exchange.StateHash();
        Assert.Equal(lived, simulation.Auditor.Exchange.StateHash());
        foreach (bool fromSnapshot in (ReadOnlySpan<bool>)[false, true])
        {
            ReplayResult replayed = JournalReplay.Run(simulation.Server.Storage, new ReplayOptions { FromSnapshot = fromSnapshot });
            Assert.True(lived == replayed.StateHash,
                $"a replay from {replayed.SnapshotSequence} to {replayed.Exchange.Sequence} leads to another state than was lived");
        }
    }

    private static string BasketOrders(SystemSimulation simulation) => string.Join(
        ", ",
        simulation.Auditor.Exchange.OpenOrders().Select(open => open.State).Where(order => order.Instrument.IsBasket)
            .Select(order => $"{order.ClOrdId} {order.Side} {order.Leaves} {order.Instrument.Month} at {order.Limit}"));

    /// <summary>What is not a whole lot is not traded, so a position is within one lot of its target.</summary>
    private static void EveryPositionIsItsTarget(SystemSimulation simulation)
    {
        foreach (DealerHedgeReport dealer in new HedgeReporter(simulation.Server.Hedger.Book).Report().Dealers.Where(d => d.IsOn))
            foreach (ContractHedgeReport contract in dealer.Contracts)
                Assert.True(
                    Math.Abs(contract.ExactTarget - contract.Position) < 1,
                    $"{dealer.Dealer} holds {contract.Position} of {contract.ExactTarget} lots {contract.Month}:"
                        + $" {contract.Status} {contract.Reason}, {BasketOrders(simulation)}");
    }
}
