// A market enters as commands on the engine's own authority, before anybody can log on. The last of them opens the operator's
// session: while no client's session is open, the market is not whole, and entering it again (every definition may be repeated)
// makes it whole. So a crash in the middle leaves nothing that the next start would not mend.

using ComputeExchange.Core;
using ComputeExchange.Gateway.Keys;
using ComputeExchange.Host.Demo;
using ComputeExchange.Host.Options;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Serve;

/// <summary>What an empty data directory gets: definitions, and a key for each participant.</summary>
internal sealed class InitialMarketEntry
{
    private const string OperatorCode = "OPERATOR";
    private readonly List<Command> _commands = [];
    private readonly List<(Code Participant, ParticipantKind Kind)> _participants = [];

    /// <summary>The market of an option.</summary>
    /// <param name="market">Which.</param>
    /// <param name="today">The baskets list months from this one's on.</param>
    /// <exception cref="IOException">The price files beside the program cannot be read.</exception>
    public InitialMarketEntry(InitialMarket market, DateTimeOffset today)
    {
        if (market == InitialMarket.Demo)
            Add(DemoMarket.Over(DemoPrices.Read().History, DeliveryMonth.Of(today.Year, today.Month)));
        else
            Add(new DefineParticipant { Code = Code.Parse(OperatorCode), Kind = ParticipantKind.Operator });
        ushort operatorId = (ushort)(_participants.FindIndex(each => each.Kind == ParticipantKind.Operator) + 1);
        Code operatorCode = _participants[operatorId - 1].Participant;
        OperatorSession = Code.Parse(SessionOf(operatorCode));
        _commands.Add(Command.Of(
            default, new OpenSession { Participant = new ParticipantId(operatorId), Name = OperatorSession }));
    }

    /// <summary>The session whose opening is the last command.</summary>
    public Code OperatorSession { get; }

    /// <summary>The commands, with empty headers.</summary>
    public IReadOnlyList<Command> Commands => _commands;

    /// <summary>Whether a state has no client's session yet, so that its market is still to be entered.</summary>
    public static bool IsWanted(StateView state) => !state.Definitions().Any(each =>
        each.Command.Kind == CommandKind.OpenSession
        && !each.Command.OpenSession.Name.StartsWith(ReservedNames.HedgeSessionPrefix));

    /// <summary>Makes the keys that are not there yet.</summary>
    /// <exception cref="KeyFileException">One cannot be made.</exception>
    public void CreateKeys(KeyStore keys)
    {
        foreach ((Code participant, ParticipantKind kind) in _participants)
            if (!File.Exists(keys.PathOf(SessionOf(participant))))
                keys.Create(SessionOf(participant), participant.ToString(), kind);
    }

    private static string SessionOf(Code participant) => $"{participant}-1".ToLowerInvariant();

    private void Add(DemoMarket market)
    {
        foreach (Command command in market.Definitions())
        {
            if (command.Kind == CommandKind.DefineParticipant)
                Add(command.DefineParticipant);
            else
                _commands.Add(command);
        }
    }

    private void Add(in DefineParticipant participant)
    {
        _commands.Add(Command.Of(default, participant));
        _participants.Add((participant.Code, participant.Kind));
    }
}
