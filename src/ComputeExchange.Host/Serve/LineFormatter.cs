using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ComputeExchange.Host.Serve;

/// <summary>One line a record: time, level, room, sentence.</summary>
internal sealed class LineFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name to choose it by.</summary>
    public const string FormatterName = "line";

    private const string ServiceEnding = "Service";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        string sentence = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } cause)
            sentence += $": {cause}";
        textWriter.Write(DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        textWriter.Write($" {Level(logEntry.LogLevel),-5} {Room(logEntry.Category),-8} ");
        textWriter.WriteLine(sentence.ReplaceLineEndings(" | "));
    }

    private static string Room(string category)
    {
        string name = category[(category.LastIndexOf('.') + 1)..];
        return (name.EndsWith(ServiceEnding, StringComparison.Ordinal) ? name[..^ServiceEnding.Length] : name).ToLowerInvariant();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Critical => "fatal",
        _ => level.ToString().ToLowerInvariant(),
    };
}
