using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Credit;

/// <summary>What a trial run has used of one participant's credit with each other, in ticks x GPUs x hours; scratch.</summary>
internal sealed class PendingCredit
{
    private readonly List<int> _touched = [];
    private Int128[] _byCounterparty = [];

    public Int128 With(Participant counterparty) =>
        counterparty.Id.Value < _byCounterparty.Length ? _byCounterparty[counterparty.Id.Value] : 0;

    public void Add(Participant counterparty, Int128 amount)
    {
        int id = counterparty.Id.Value;
        if (id >= _byCounterparty.Length)
            Array.Resize(ref _byCounterparty, Math.Max(id + 1, _byCounterparty.Length * 2));
        if (_byCounterparty[id] == 0)
            _touched.Add(id);
        _byCounterparty[id] += amount;
    }

    public void Clear()
    {
        foreach (int id in _touched)
            _byCounterparty[id] = 0;
        _touched.Clear();
    }
}
