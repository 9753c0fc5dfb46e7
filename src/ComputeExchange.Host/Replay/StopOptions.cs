using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using ComputeExchange.Core;
using ComputeExchange.Engine;
using ComputeExchange.Host.Options;
using ComputeExchange.Host.Scenario;
using ComputeExchange.Messages;

namespace ComputeExchange.Host.Replay;

/// <summary>What `replay` and `verify` have in common on the command line: which directory, where to stop, and what
/// to print.</summary>
internal sealed class StopOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data directory; the one that serve uses unless set.",
        HelpName = "DIR",
    };

    private readonly Option<long?> _toSequence = new("--to-sequence")
    {
        Description = "Stops behind this command, from 1.",
        HelpName = "N",
        CustomParser = ReadSequence,
    };

    private readonly Option<EngineTime?> _toTime = new("--to-time")
    {
        Description = "Stops before the first command later than this, for example 2026-08-01T12:00:00Z.",
        HelpName = "TIME",
        CustomParser = ReadTime,
    };

    private readonly Option<bool> _books = new("--books")
    {
        Description = "Prints the books as of then: best prices and open orders.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints one line of JSON." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(System.CommandLine.Command command)
    {
        command.Add(_data);
        command.Add(_toSequence);
        command.Add(_toTime);
        command.Add(_books);
        command.Add(_json);
    }

    /// <summary>The directory.</summary>
    public string DataOf(ParseResult line) => line.GetValue(_data) ?? ServeOptions.DefaultDataDirectory();

    /// <summary>The books of the state that was reached, if they are to be printed.</summary>
    public BooksReport? BooksOf(ParseResult line, Exchange exchange) =>
        line.GetValue(_books) ? new BooksReport(exchange) : null;

    /// <summary>Whether a program reads the output.</summary>
    public bool IsJson(ParseResult line) => line.GetValue(_json);

    /// <summary>Where to stop.</summary>
    public ReplayOptions ReplayOf(ParseResult line) => new()
    {
        ThroughSequence = line.GetValue(_toSequence) ?? long.MaxValue,
        ThroughTime = line.GetValue(_toTime) ?? EngineTime.Never,
    };

    private static long? ReadSequence(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) && sequence >= 1)
            return sequence;
        result.AddError($"--to-sequence is '{text}'; it must be a whole number from 1.");
        return null;
    }

    private static EngineTime? ReadTime(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (UtcTime.TryParse(Encoding.UTF8.GetBytes(text), out Int128 nanos))
            return UtcTime.ToEngineTime(nanos);
        result.AddError($"--to-time is '{text}'; it must be an ISO 8601 time in UTC, such as 2026-08-01T12:00:00Z.");
        return null;
    }
}
