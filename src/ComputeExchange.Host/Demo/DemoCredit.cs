using ComputeExchange.Messages;

namespace ComputeExchange.Host.Demo;

/// <summary>Who trusts whom in the demo's market, and how far: enough for business, too little for all of it, so that the best
/// price is not always one that a participant can deal at.</summary>
internal static class DemoCredit
{
    private static readonly Money PrincipalsToDealer = Dollars(3_000_000);
    private static readonly Money AmongDealers = Dollars(1_000_000);

    // Of the dealers in their order: a large one that takes everybody, one in the middle, and a small one that is choosy.
    private static readonly DealerTerms[] Terms =
    [
        new(Dollars(900_000), AddOn: Limits.FullAddOn, RefusesEvery: 0),
        new(Dollars(400_000), AddOn: Limits.FullAddOn / 2, RefusesEvery: 4),
        new(Dollars(150_000), AddOn: Limits.FullAddOn / 4, RefusesEvery: 3),
    ];

    /// <summary>Every line.</summary>
    /// <param name="participants">Everybody, in the order of their ids.</param>
    public static IEnumerable<SetCreditLine> Lines(IReadOnlyList<DemoParticipant> participants)
    {
        DemoParticipant[] dealers = [.. participants.Where(each => each.Kind == ParticipantKind.Dealer)];
        DemoParticipant[] principals = [.. participants.Where(each => each.Kind == ParticipantKind.Principal)];
        for (int d = 0; d < dealers.Length; d++)
        {
            DealerTerms terms = Terms[d % Terms.Length];
            for (int p = 0; p < principals.Length; p++)
            {
                if (terms.RefusesEvery > 0 && p % terms.RefusesEvery == terms.RefusesEvery - 1)
                    continue;
                yield return Line(dealers[d], principals[p], terms.Limit, terms.AddOn);
                yield return Line(principals[p], dealers[d], PrincipalsToDealer, Limits.FullAddOn);
            }
            foreach (DemoParticipant other in dealers.Where(other => other != dealers[d]))
                yield return Line(dealers[d], other, AmongDealers, Limits.FullAddOn);
        }
    }

    private static SetCreditLine Line(DemoParticipant from, DemoParticipant to, Money limit, int addOn) =>
        new() { From = from.Id, To = to.Id, Limit = limit, AddOn = addOn };

    private static Money Dollars(long dollars) => new(dollars * Money.UnitsPerDollar);

    private sealed record DealerTerms(Money Limit, int AddOn, int RefusesEvery);
}
