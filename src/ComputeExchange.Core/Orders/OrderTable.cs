using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;

namespace ComputeExchange.Core.Orders;

/// <summary>The rows of all orders by number, from 1, and whom and what they name by number: their owners and contracts.</summary>
/// <remarks>Rows come in chunks that never move, so that a million orders are no pause to copy, and so that a reference to a row
/// outlasts whatever else enters. Only the lists of the chunks and the links are copied, each time to twice their length.</remarks>
internal sealed class OrderTable
{
    private const int ChunkBits = 8;
    private const int ChunkLength = 1 << ChunkBits;

    private OrderRow[][] _rows = [];
    private Order[][] _orders = [];
    private int _chunkCount;
    private Participant?[] _owners = new Participant?[16];
    private BasketBook?[] _contracts = new BasketBook?[16];
    private int _contractCount;

    /// <summary>The orders at each price of each book.</summary>
    public LinkedOrders AtPrices { get; } = new();

    /// <summary>The orders of each owner.</summary>
    public LinkedOrders OfOwners { get; } = new();

    /// <summary>How many rows there are; the last has this number. The first of all is nobody's.</summary>
    public int Count { get; private set; }

    /// <summary>A row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref OrderRow Row(int number)
    {
        // No load leaves the chunk: its length is a power of two, and the index is cut to it.
        ref OrderRow first = ref MemoryMarshal.GetArrayDataReference(_rows[number >> ChunkBits]);
        return ref Unsafe.Add(ref first, number & (ChunkLength - 1));
    }

    /// <summary>A row with what only some orders have.</summary>
    public Order Order(int number) => _orders[number >> ChunkBits][number & (ChunkLength - 1)];

    /// <summary>A row with what only some orders have; null for number 0.</summary>
    public Order? OrderOrNone(int number) => number == 0 ? null : Order(number);

    /// <summary>Adds a blank row and returns its number.</summary>
    public int Add()
    {
        int number = ++Count;
        if (number >> ChunkBits >= _chunkCount)
            AddChunk();
        return number;
    }

    /// <summary>Writes down whose an order is.</summary>
    public void SetOwner(ref OrderRow row, Participant owner)
    {
        row.Owner = owner.Id;
        if (owner.Id.Value >= _owners.Length)
            Array.Resize(ref _owners, Math.Max(owner.Id.Value + 1, _owners.Length * 2));
        if (_owners[owner.Id.Value] != owner)
            _owners[owner.Id.Value] = owner;
    }

    /// <summary>The first of a participant's open orders.</summary>
    public Order? FirstOf(Participant owner) => OrderOrNone(owner.Orders.First);

    public Participant OwnerOf(in OrderRow row) => _owners[row.Owner.Value]!;

    /// <summary>Takes a contract in; its orders name it by the number that is returned.</summary>
    public int Add(BasketBook contract)
    {
        if (++_contractCount == _contracts.Length)
            Array.Resize(ref _contracts, _contracts.Length * 2);
        _contracts[_contractCount] = contract;
        return _contractCount;
    }

    /// <summary>The contract that an order in a basket future is in.</summary>
    public BasketBook ContractOf(in OrderRow row) => _contracts[row.Contract]!;

    /// <summary>The contract of an order; null of a forward.</summary>
    public BasketBook? ContractOrNone(in OrderRow row) => _contracts[row.Contract];

    private void AddChunk()
    {
        int chunk = _chunkCount;
        if (chunk == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(1, chunk * 2));
            Array.Resize(ref _orders, Math.Max(1, chunk * 2));
        }
        OrderRow[] rows = new OrderRow[ChunkLength];
        Order[] orders = new Order[ChunkLength];
        for (int i = 0; i < ChunkLength; i++)
        {
            rows[i].Number = chunk << ChunkBits | i;
            orders[i] = new Order(this, rows, i);
        }
        (_rows[chunk], _orders[chunk]) = (rows, orders);
        _chunkCount++;
        AtPrices.MakeRoom(chunk << ChunkBits | ChunkLength - 1);
        OfOwners.MakeRoom(chunk << ChunkBits | ChunkLength - 1);
    }
}
