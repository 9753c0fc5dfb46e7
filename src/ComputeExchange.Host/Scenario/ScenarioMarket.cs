using ComputeExchange.Core;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>The engine as a scenario speaks to it: by code, at the time of the last `time` line, on the engine's own
/// authority.</summary>
internal sealed class ScenarioMarket
{
    private readonly EventPrinter _printer;

    /// <summary>A market in which nothing is defined.</summary>
    public ScenarioMarket(OutputLines output) => _printer = new EventPrinter(output, Codes);

    /// <summary>The engine.</summary>
    public Exchange Exchange { get; } = new();

    /// <summary>What has been defined.</summary>
    public ScenarioCodes Codes { get; } = new();

    /// <summary>The stamp of the commands that follow.</summary>
    public EngineTime Time { get; set; }

    /// <summary>Time, session and request number of the next command.</summary>
    public CommandHeader Header => new() { Time = Time, Session = SessionId.Engine };

    /// <summary>Gives the engine a command that speaks for nobody: a refusal names its reason alone.</summary>
    public void Apply(in Command command) => Apply(default, command);

    /// <summary>Gives the engine a command; a refusal names the subject.</summary>
    public void Apply(in Subject subject, in Command command)
    {
        _printer.Subject = subject;
        Exchange.Apply(command, _printer);
    }

    /// <summary>Gives the engine a definition and keeps the id that it answers.</summary>
    public void Define(in Subject subject, CodeTable table, Code code, in Command definition)
    {
        _printer.DefinedId = 0;
        Apply(subject, definition);
        if (_printer.DefinedId != 0)
            table.Keep(code, _printer.DefinedId);
    }

    /// <summary>The participant that a code names.</summary>
    public ParticipantId Participant(Code code) => new(Codes.Participants.IdOf(code));

    /// <summary>The basket that a code names.</summary>
    public BasketId Basket(Code code) => new(Codes.Baskets.IdOf(code));

    /// <summary>The market that two codes name.</summary>
    public MarketId Market(Code sku, Code region) =>
        new(new SkuId(Codes.Skus.IdOf(sku)), new RegionId(Codes.Regions.IdOf(region)));

    /// <summary>The market that the fields `sku` and `region` name.</summary>
    public MarketId Market(JsonFields line) => Market(line.Get("sku"u8).Code(), line.Get("region"u8).Code());

    /// <summary>Either the market or the basket that the line names; the other is none.</summary>
    public (MarketId Market, BasketId Basket) MarketOrBasket(JsonFields line) =>
        line.TryGet("basket"u8, out JsonValue basket) ? (default, Basket(basket.Code())) : (Market(line), default);

    /// <summary>A market that nobody ever defines: a name that is not known, where naming none would mean all.</summary>
    public static MarketId UnknownMarket => new(new SkuId(ushort.MaxValue), new RegionId(ushort.MaxValue));

    /// <summary>The workload of a tag that has been defined.</summary>
    public WorkloadId Workload(Code tag) => new(Codes.Workloads.IdOf(tag));

    /// <summary>Defines a workload tag when it is seen for the first time; refused, the refusal names the subject.</summary>
    public bool TryDefineWorkload(in Subject subject, Code tag)
    {
        if (Codes.Workloads.IdOf(tag) == 0)
            Define(subject, Codes.Workloads, tag, Command.Of(Header, new DefineWorkload { Code = tag }));
        return Codes.Workloads.IdOf(tag) != 0;
    }

    /// <summary>The forward or basket future that a line names.</summary>
    public Instrument Instrument(JsonFields line)
    {
        if (line.TryGet("basket"u8, out JsonValue basket))
            return Messages.Instrument.Future(Basket(basket.Code()), line.Get("month"u8).Month());
        DeliveryWindow window = new(line.Get("start"u8).Hour(), line.Get("hours"u8).WholeInt());
        return Messages.Instrument.Forward(Market(line), window);
    }
}

/// <summary>The codes of everything that a scenario defines.</summary>
internal sealed class ScenarioCodes
{
    /// <summary>SKUs.</summary>
    public CodeTable Skus { get; } = new();

    /// <summary>Regions.</summary>
    public CodeTable Regions { get; } = new();

    /// <summary>Participants.</summary>
    public CodeTable Participants { get; } = new();

    /// <summary>Baskets.</summary>
    public CodeTable Baskets { get; } = new();

    /// <summary>Workload tags.</summary>
    public CodeTable Workloads { get; } = new();
}

/// <summary>Whom and what a line is about, as the line wrote it: a participant need not be known.</summary>
/// <param name="Participant">The participant's code, if it names one.</param>
/// <param name="ClOrdId">The order's id, if it names one.</param>
internal readonly record struct Subject(Code Participant, ClOrdId ClOrdId = default);
