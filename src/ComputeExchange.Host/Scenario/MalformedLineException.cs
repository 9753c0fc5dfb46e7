namespace ComputeExchange.Host.Scenario;

/// <summary>A line that cannot be read: not a refusal by the market but the end of the run.</summary>
/// <param name="sentence">What is wrong, as one sentence without the line's number.</param>
internal sealed class MalformedLineException(string sentence) : Exception(sentence);

/// <summary>The run ended at a line that cannot be read.</summary>
/// <param name="lineNumber">The line, counted from 1.</param>
/// <param name="cause">What is wrong with it.</param>
internal sealed class ScenarioStoppedException(long lineNumber, Exception cause)
    : Exception($"line {lineNumber}: {cause.Message}", cause)
{
    /// <summary>The line, counted from 1.</summary>
    public long LineNumber => lineNumber;
}
