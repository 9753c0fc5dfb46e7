using System.Globalization;
using System.Text.Json;
using ComputeExchange.Engine;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Replay;

/// <summary>What a replay found, for a person and for a program.</summary>
internal sealed class ReplayReport(string data, ReplayResult result, BooksReport? books)
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly ReplayFigures _figures = result.Figures;

    /// <summary>For a person.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"Replayed {data}");
        output.WriteLine();
        output.WriteLine(
            $"  through      command {Number(result.Exchange.Sequence)}, engine time {Times.Of(result.Exchange.Time)}");
        if (result.SnapshotSequence > 0)
            output.WriteLine($"  begun with   the snapshot of command {Number(result.SnapshotSequence)}");
        if (result.TornTail is { } torn)
            output.WriteLine($"  torn tail    {torn.Bytes} bytes at offset {torn.Offset} of {torn.File}, never acknowledged");
        if (result.Skipped.Count > 0)
            output.WriteLine($"  skipped      command {string.Join(", ", result.Skipped)}, by an operator's decision");
        output.WriteLine($"  state hash   {result.StateHash:x16}");
        output.WriteLine($"  open orders  {Number(result.Exchange.OpenOrderCount)}");
        output.WriteLine($"  trades       {Number(_figures.Trades)}");
        output.WriteLine($"  notional     ${NotionalDollars().ToString("N2", CultureInfo.InvariantCulture)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  rate         {_figures.CommandsPerSecond:N0} commands/s ({_figures.Elapsed.TotalSeconds:F3} s)"));
        output.WriteLine();
        WriteKinds(output, "COMMANDS", "EVENTS");
        books?.Write(output);
        output.Flush();
    }

    /// <summary>For a program: one line.</summary>
    public void WriteJson(TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(
            new
            {
                Event = "replayed",
                Data = data,
                result.Exchange.Sequence,
                EngineTime = Times.Of(result.Exchange.Time),
                result.SnapshotSequence,
                TornBytes = result.TornTail?.Bytes ?? 0,
                result.Skipped,
                StateHash = $"{result.StateHash:x16}",
                OpenOrders = result.Exchange.OpenOrderCount,
                _figures.Commands,
                _figures.Events,
                _figures.Trades,
                Notional = NotionalDollars(),
                Seconds = _figures.Elapsed.TotalSeconds,
                CommandsPerSecond = Math.Round(_figures.CommandsPerSecond),
                CommandKinds = Commands().ToDictionary(each => each.Name, each => each.Count),
                EventKinds = Events().ToDictionary(each => each.Name, each => each.Count),
                Tops = books?.Tops(),
                Orders = books?.Orders(),
            },
            CamelCase));
        output.Flush();
    }

    private void WriteKinds(TextWriter output, string commandsTitle, string eventsTitle)
    {
        (string Name, long Count)[] commands = [.. Commands()];
        (string Name, long Count)[] events = [.. Events()];
        List<string[]> rows = [[commandsTitle, Number(_figures.Commands), eventsTitle, Number(_figures.Events)]];
        for (int i = 0; i < Math.Max(commands.Length, events.Length); i++)
        {
            (string commandName, string commandCount) = Cells(commands, i);
            (string eventName, string eventCount) = Cells(events, i);
            rows.Add([commandName, commandCount, eventName, eventCount]);
        }

        Columns.Write(output, rows);
    }

    private IEnumerable<(string Name, long Count)> Commands() => Enum.GetValues<CommandKind>()
        .Select(kind => (Words.Of(kind), _figures.Of(kind))).Where(each => each.Item2 > 0);

    private IEnumerable<(string Name, long Count)> Events() => Enum.GetValues<EventKind>()
        .Select(kind => (Words.Of(kind), _figures.Of(kind))).Where(each => each.Item2 > 0);

    // A notional beyond what a decimal holds would take more trades than a journal can.
    private decimal NotionalDollars() => (decimal)_figures.Notional / Money.UnitsPerDollar;

    private static (string Name, string Count) Cells((string Name, long Count)[] kinds, int row) =>
        row < kinds.Length ? (kinds[row].Name, Number(kinds[row].Count)) : ("", "");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
