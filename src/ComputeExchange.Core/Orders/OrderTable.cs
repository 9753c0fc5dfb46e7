using System.Runtime.CompilerServices;
using ComputeExchange.Core.Books;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Orders;

/// <summary>The rows of all orders by number, from 1, and whom and what they name by number: owners, contracts, markets, books.</summary>
/// <remarks>Rows come in chunks that never move, so that a million orders are no pause to copy, and so that a reference to a row
/// outlasts whatever else enters. Only the lists of the chunks and the links are copied, each time to twice their length.</remarks>
internal sealed class OrderTable
{
    private const int ChunkBits = 8;
    private const int ChunkLength = 1 << ChunkBits;

    /// <summary>Where the rows of each chunk begin: at a cache line, so that a row has two of them and not parts of three.</summary>
    private nint[] _rows = [];

    /// <summary>The memory of the chunks, which the collector does not move. Each has one row more, for the way to a cache line.</summary>
    private OrderRow[][] _memory = [];

    /// <summary>What is beyond a row; null where nobody has asked yet and it was not made ahead.</summary>
    private Order?[][] _orders = [];

    private int _chunkCount;
    private Participant?[] _owners = new Participant?[16];

    /// <summary>The orders at each price of each book.</summary>
    public LinkedOrders AtPrices { get; } = new();

    /// <summary>The orders of each owner.</summary>
    public LinkedOrders OfOwners { get; } = new();

    /// <summary>Whether what is beyond a row is made with it, so that nothing is made when orders trade. Not while a large state is read:
    /// most of its orders may never need it.</summary>
    public bool MakesOrdersAhead { get; set; } = true;

    /// <summary>The contracts that there are.</summary>
    public Numbered<BasketBook> Contracts { get; } = new();

    /// <summary>The markets that there are.</summary>
    public Numbered<Market> Markets { get; } = new();

    /// <summary>The books of exact windows that there are or were: those of windows without orders serve again.</summary>
    public Numbered<ForwardBook> Books { get; } = new();

    /// <summary>How many rows there are; the last has this number. The first of all is nobody's.</summary>
    public int Count { get; private set; }

    /// <summary>A row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref OrderRow Row(int number)
    {
        // No load leaves the chunk: its length is a power of two, and the index is cut to it.
        ref OrderRow first = ref Unsafe.AsRef<OrderRow>(unchecked((void*)_rows[number >> ChunkBits]));
        return ref Unsafe.Add(ref first, number & (ChunkLength - 1));
    }

    /// <summary>Begins to fetch a row.</summary>
    public void ForeseeRow(int number)
    {
        nint row = _rows[number >> ChunkBits] + (number & (ChunkLength - 1)) * OrderRow.Bytes;
        Prefetch.Address(row);
        Prefetch.Address(row + Prefetch.LineBytes);
    }

    /// <summary>Begins to fetch what is beyond a row, if it was made.</summary>
    public void ForeseeOrder(int number)
    {
        if (_orders[number >> ChunkBits][number & (ChunkLength - 1)] is { } order)
            Prefetch.Object(order);
    }

    /// <summary>A row with what only some orders have.</summary>
    public Order Order(int number) => _orders[number >> ChunkBits][number & (ChunkLength - 1)] ?? AddOrder(number);

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

    /// <summary>Makes room for the links of so many orders to come.</summary>
    public void Expect(int orders)
    {
        int rows = Count + orders | ChunkLength - 1;
        AtPrices.MakeRoom(rows);
        OfOwners.MakeRoom(rows);
    }

    /// <summary>Writes down whose an order is.</summary>
    public void SetOwner(ref OrderRow row, Participant owner)
    {
        row.Owner = owner.Id;
        Participant?[] owners = _owners;
        int id = owner.Id.Value;
        if (id >= owners.Length || owners[id] != owner)
            TakeIn(owner);
    }

    /// <summary>The first of a participant's open orders.</summary>
    public Order? FirstOf(Participant owner) => OrderOrNone(owner.Orders.First);

    public Participant OwnerOf(in OrderRow row) => _owners[row.Owner.Value]!;

    /// <summary>The number of the order that its owner entered next; 0 for none.</summary>
    public int NextOfOwner(int number) => OfOwners.After(number);

    /// <summary>When the gate of an order's future, or of its exact window, closes.</summary>
    public EngineTime GateOf(in OrderRow row) =>
        row.IsBasket ? ContractOf(row).Gate : MarketOf(row).GateOf(row.Window.StartHour);

    /// <summary>The contract that an order in a basket future is in.</summary>
    public BasketBook ContractOf(in OrderRow row) => Contracts[row.Traded]!;

    /// <summary>The market of a forward; of a complex buy its first.</summary>
    public Market MarketOf(in OrderRow row) => Markets[-row.Traded]!;

    /// <summary>The book that an exact forward rests in; null of any other order.</summary>
    public ForwardBook? BookOf(in OrderRow row) => Books[row.Book];

    private void TakeIn(Participant owner)
    {
        int id = owner.Id.Value;
        if (id >= _owners.Length)
            Array.Resize(ref _owners, Math.Max(id + 1, _owners.Length * 2));
        _owners[id] = owner;
    }

    private void AddChunk()
    {
        int chunk = _chunkCount++;
        if (chunk == _rows.Length)
        {
            int room = Math.Max(1, chunk * 2);
            Array.Resize(ref _rows, room);
            Array.Resize(ref _memory, room);
            Array.Resize(ref _orders, room);
        }
        _memory[chunk] = GC.AllocateArray<OrderRow>(ChunkLength + 1, pinned: true);
        _rows[chunk] = FirstLineOf(_memory[chunk]);
        _orders[chunk] = new Order?[ChunkLength];
        for (int number = chunk << ChunkBits; number < chunk + 1 << ChunkBits; number++)
        {
            Row(number).Number = number;
            if (MakesOrdersAhead)
                AddOrder(number);
        }
        AtPrices.MakeRoom(chunk << ChunkBits | ChunkLength - 1);
        OfOwners.MakeRoom(chunk << ChunkBits | ChunkLength - 1);
    }

    private Order AddOrder(int number) =>
        _orders[number >> ChunkBits][number & (ChunkLength - 1)] = new Order(this, number);

    private static unsafe nint FirstLineOf(OrderRow[] pinned)
    {
        nint start = (nint)Unsafe.AsPointer(ref pinned[0]);
        return start + Prefetch.LineBytes - 1 & -Prefetch.LineBytes;
    }
}
