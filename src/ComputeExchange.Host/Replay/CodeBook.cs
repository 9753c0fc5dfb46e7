using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Replay;

/// <summary>The codes behind the ids of a state.</summary>
internal sealed class CodeBook
{
    private readonly Dictionary<(CommandKind Kind, ushort Id), Code> _codes = [];

    /// <summary>The codes of a state.</summary>
    public CodeBook(StateView state)
    {
        foreach (DefinitionInForce definition in state.Definitions())
            if (CodeOf(definition.Command) is { Length: > 0 } code)
                _codes[(definition.Command.Kind, definition.Id)] = code;
    }

    /// <summary>Every participant.</summary>
    public IEnumerable<ParticipantId> Participants => _codes.Keys
        .Where(each => each.Kind == CommandKind.DefineParticipant)
        .Select(each => new ParticipantId(each.Id));

    /// <summary>The code of a participant.</summary>
    public string Of(ParticipantId participant) => Find(CommandKind.DefineParticipant, participant.Value);

    /// <summary>The market or the basket of an instrument.</summary>
    public string BookOf(in Instrument instrument) => instrument.IsBasket
        ? Find(CommandKind.DefineBasket, instrument.Basket.Value)
        : Find(CommandKind.DefineSku, instrument.Market.Sku.Value)
        + " " + Find(CommandKind.DefineRegion, instrument.Market.Region.Value);

    /// <summary>The window or the month of an instrument.</summary>
    public static string TermOf(in Instrument instrument) =>
        instrument.IsBasket ? instrument.Month.ToString() : Times.Of(instrument.Window);

    private static Code CodeOf(in Command command) => command.Kind switch
    {
        CommandKind.DefineSku => command.DefineSku.Code,
        CommandKind.DefineRegion => command.DefineRegion.Code,
        CommandKind.DefineParticipant => command.DefineParticipant.Code,
        CommandKind.DefineBasket => command.DefineBasket.Code,
        _ => default,
    };

    private string Find(CommandKind kind, ushort id) =>
        _codes.TryGetValue((kind, id), out Code code) ? code.ToString() : $"#{id}";
}
