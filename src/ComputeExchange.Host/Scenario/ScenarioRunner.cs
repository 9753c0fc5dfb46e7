using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>Runs a scenario: the engine carries each line out before the next is read, and what happens is printed.</summary>
/// <remarks>docs/SCENARIOS.md describes every form. Memory is bounded by the market, not by the length of the file.</remarks>
internal sealed class ScenarioRunner
{
    private readonly OutputLines _output;
    private readonly Dictionary<Code, Action<JsonFields>> _forms;
    private readonly JsonFields _line = new();

    /// <summary>A runner with an empty market.</summary>
    /// <param name="output">Where the events go.</param>
    public ScenarioRunner(Stream output)
    {
        _output = new OutputLines(output);
        ScenarioMarket market = new(_output);
        OrderForms orders = new(market);
        ReferenceForms reference = new(market);
        ControlForms control = new(market);
        HedgeForms hedge = new(market);
        QueryForms queries = new(market, _output);
        _forms = new Dictionary<Code, Action<JsonFields>>
        {
            [Code.Parse("order")] = orders.Order,
            [Code.Parse("replace")] = orders.Replace,
            [Code.Parse("cancel")] = orders.Cancel,
            [Code.Parse("massCancel")] = orders.MassCancel,
            [Code.Parse("quote")] = orders.Quote,
            [Code.Parse("sku")] = reference.Sku,
            [Code.Parse("region")] = reference.Region,
            [Code.Parse("market")] = reference.Market,
            [Code.Parse("participant")] = reference.Participant,
            [Code.Parse("workload")] = reference.Workload,
            [Code.Parse("basket")] = reference.Basket,
            [Code.Parse("time")] = control.Time,
            [Code.Parse("credit")] = control.Credit,
            [Code.Parse("settle")] = control.Settle,
            [Code.Parse("kill")] = control.Kill,
            [Code.Parse("revive")] = control.Revive,
            [Code.Parse("halt")] = control.Halt,
            [Code.Parse("resume")] = control.Resume,
            [Code.Parse("limits")] = control.OrderLimits,
            [Code.Parse("collar")] = control.Collar,
            [Code.Parse("caps")] = control.OrderCaps,
            [Code.Parse("protection")] = control.Protection,
            [Code.Parse("referencePrice")] = hedge.ReferencePrice,
            [Code.Parse("index")] = hedge.Index,
            [Code.Parse("hedgeRatio")] = hedge.HedgeRatio,
            [Code.Parse("hedging")] = hedge.Hedging,
            [Code.Parse("fees")] = hedge.Fees,
            [Code.Parse("top")] = queries.Top,
            [Code.Parse("orders")] = queries.Orders,
        };
    }

    /// <summary>The words that a line's `do` may be.</summary>
    public IEnumerable<string> Words => _forms.Keys.Select(word => word.ToString());

    /// <summary>Runs every line of the input; what was printed has gone out whenever this returns or throws.</summary>
    /// <exception cref="ScenarioStoppedException">A line cannot be read; the events before it have gone out.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled between two lines.</exception>
    /// <exception cref="IOException">The events cannot be written, or the input cannot be read.</exception>
    public void Run(Stream input, CancellationToken cancellation = default)
    {
        LineSource lines = new(input, _output.Flush);
        try
        {
            while (!cancellation.IsCancellationRequested && lines.TryRead(out ReadOnlyMemory<byte> line))
            {
                if (!IsBlank(line.Span))
                    CarryOut(line);
            }
        }
        catch (MalformedLineException malformed)
        {
            throw new ScenarioStoppedException(lines.LineNumber, malformed);
        }
        finally
        {
            _output.Flush();
        }
        cancellation.ThrowIfCancellationRequested();
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.Trim(" \t\r"u8).IsEmpty;

    private void CarryOut(ReadOnlyMemory<byte> line)
    {
        _line.Read(line);
        JsonValue word = _line.Get("do"u8);
        if (!Code.TryParse(word.String("a word"), out Code form) || !_forms.TryGetValue(form, out Action<JsonFields>? carryOut))
            throw word.Malformed("a known word (see docs/SCENARIOS.md)");
        carryOut(_line);
    }
}
