using ComputeExchange.Messages;

namespace ComputeExchange.Host.Scenario;

/// <summary>Codes of one kind (SKUs, regions, ...) and the ids that the core gave them, both ways.</summary>
internal sealed class CodeTable
{
    private readonly Dictionary<Code, ushort> _ids = [];
    private readonly List<Code> _codes = [default];

    /// <summary>The id of a code; 0, which the core knows nobody by, for one that was never defined.</summary>
    public ushort IdOf(Code code) => _ids.GetValueOrDefault(code);

    /// <summary>The code of an id that the core gave.</summary>
    public Code CodeOf(ushort id) => _codes[id];

    /// <summary>Keeps what the core answered to a definition.</summary>
    public void Keep(Code code, ushort id)
    {
        _ids[code] = id;
        while (_codes.Count <= id)
            _codes.Add(default);
        _codes[id] = code;
    }
}
