using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Credit;

/// <summary>The screen of one buy against each seller of a market, for one lot: asked once a seller, however many offers he
/// has. Scratch.</summary>
internal sealed class SellerScreen
{
    private Verdict[] _bySeller = [];
    private int _round;
    private Participant _buyer = null!;
    private long _ticksPerGpu;
    private int _lot;

    /// <summary>Begins with a buy: its price x hours, in ticks, for one GPU, and the lot.</summary>
    public void Begin(Participant buyer, long ticksPerGpu, int lot)
    {
        (_buyer, _ticksPerGpu, _lot) = (buyer, ticksPerGpu, lot);
        if (_round == int.MaxValue)
            Array.Clear(_bySeller);
        _round = _round == int.MaxValue ? 1 : _round + 1;
    }

    /// <summary>Whether a seller passes before anything is used.</summary>
    public bool Passes(Participant seller)
    {
        int id = seller.Id.Value;
        if (id >= _bySeller.Length)
            Array.Resize(ref _bySeller, Math.Max(id + 1, _bySeller.Length * 2));
        ref Verdict verdict = ref _bySeller[id];
        if (verdict.Round != _round)
            verdict = new Verdict(_round, Passes(seller, used: 0));
        return verdict.Passes;
    }

    /// <summary>Whether a seller passes after what a trial run has used.</summary>
    public bool Passes(Participant seller, PendingCredit pending)
    {
        Int128 used = pending.With(seller);
        return used == 0 ? Passes(seller) : Passes(seller, used);
    }

    private bool Passes(Participant seller, Int128 used) =>
        CreditScreen.Allowed(_buyer, seller, _ticksPerGpu, _lot, _lot, used) >= _lot;

    private readonly record struct Verdict(int Round, bool Passes);
}
