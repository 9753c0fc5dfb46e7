using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo.Report;

/// <summary>The same orders for a market that does not know time: nothing is divisible, nothing is assembled, every start is
/// fixed, every order is for one market.</summary>
internal static class WithoutWindowTerms
{
    private const GivenTerms WindowTerms =
        GivenTerms.Divisible | GivenTerms.MaxParts | GivenTerms.MinSlice | GivenTerms.LatestStart | GivenTerms.Step;

    /// <summary>The command without window terms; those that have none stay as they are.</summary>
    public static Command Of(in Command command)
    {
        if (command.Kind != CommandKind.NewOrder)
            return command;
        NewOrder order = command.NewOrder;
        return Command.Of(command.Header, order with
        {
            Given = order.Given & ~WindowTerms,
            Divisible = 0,
            MaxParts = 0,
            MinSlice = 0,
            LatestStartHour = 0,
            Step = 0,
            Alternatives = default,
        });
    }
}
