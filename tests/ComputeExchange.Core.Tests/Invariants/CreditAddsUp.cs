using ComputeExchange.Core.Tests.Model;
using ComputeExchange.Core.Tests.RandomScenarios;

namespace ComputeExchange.Core.Tests.Invariants;

/// <summary>What is used of every line is the sum of its trades' hours that are not settled.</summary>
internal sealed class CreditAddsUp : IInvariant
{
    public string? Breach(Recount count, Step step)
    {
        if (step.Credit.Count != count.Market.Lines.Count)
            return $"there are {step.Credit.Count} lines, and {count.Market.Lines.Count} were set";
        foreach (CreditUse use in step.Credit)
        {
            Int128? used = count.Market.Lines.TryGetValue((use.From, use.To), out ModelLine? line) ? line.UsedByTrades() : null;
            if (used != use.Used)
                return $"the line from {use.From.Value} to {use.To.Value} says {use.Used} used, its trades make {used}";
        }
        return null;
    }
}
