using ComputeExchange.Core.Tests.RandomScenarios;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Core.Tests.Snapshots;

/// <summary>What is fetched ahead makes no difference but in time.</summary>
public sealed class ForesightTests
{
    [Fact]
    public void To_foresee_commands_changes_nothing_whatever_they_name()
    {
        List<Command> commands = [.. RichStream.Of(ScenarioProfile.Everything, seed: 5)];
        Command nobody = Command.Of(default, new CancelOrder { Participant = new ParticipantId(ushort.MaxValue) });
        Command nothing = Command.Of(default, new NewOrder
        {
            Participant = new ParticipantId(1),
            Instrument = Instrument.Future(new BasketId(ushort.MaxValue), new DeliveryMonth(int.MinValue)),
        });
        Exchange foresees = new();
        Silent sink = new();
        for (int i = 0; i < commands.Count; i++)
        {
            int ahead = i + Exchange.ForesightDistance;
            foresees.Foresight.Look(ahead < commands.Count ? commands[ahead] : i % 2 == 0 ? nobody : nothing);
            foresees.Apply(commands[i], sink);
        }
        for (int i = 0; i < 2 * Exchange.ForesightDistance; i++)
            foresees.Foresight.Look(i % 2 == 0 ? nobody : nothing);

        Assert.Equal(SnapshotFixture.After([.. commands]).StateHash(), foresees.StateHash());
    }

    private sealed class Silent : IEventSink
    {
        public void On(in Event happened)
        {
        }
    }
}
