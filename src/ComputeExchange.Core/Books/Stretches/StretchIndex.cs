using ComputeExchange.Core.Orders;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Books.Stretches;

/// <summary>The divisible offers of one market, found by where their unsold stretches lie and by price, without looking at
/// the others.</summary>
/// <remarks>
/// A stretch [start, end) is a point in the plane of starts and ends, and the stretches that contain or overlap a window
/// are those of a corner of that plane. A quadtree over aligned squares holds the points; each square knows the best rank
/// and the outermost hours below it, so that a search (<see cref="StretchSearch"/>) goes through squares in price-time order and
/// passes those over that have nothing in the corner: whoever asks for hours that no offer has looks at one square.
/// <code>
///   end  ^   . . S S S        W = [ws, we): a stretch serves W when
///        |   . . S S S          start is at most ws and
///     we +-- - - +- -           end is at least we
///        |   . . |
///        +-------+----> start
///               ws
/// </code>
/// While a search is under way trades change offers; the index takes note and catches up before the next search begins.
/// </remarks>
internal sealed class StretchIndex
{
    private const int None = 0;
    private const int MaxLevel = 27;

    /// <summary>Added to every hour, so that none is negative: squares are halved by the bits of an hour, and no square would
    /// hold both a negative hour and a positive one.</summary>
    private const int Origin = 1 << 25;

    private readonly Stack<Stretch> _stretchPool = new();
    private readonly Stack<StretchShape> _shapePool = new();
    private readonly List<Stretch> _stale = [];
    private readonly int[] _path = new int[MaxLevel + 1];
    private Square[] _squares = new Square[64];
    private int _squareCount = 1;
    private int _freeSquare;
    private int _root;
    private int _rootLevel;
    private int _rootStart;
    private int _rootEnd;

    /// <summary>A window's place in the plane.</summary>
    public static DeliveryWindow OnPlane(DeliveryWindow window) => window with { StartHour = window.StartHour + Origin };

    /// <summary>How many offers there are.</summary>
    public int OfferCount { get; private set; }

    /// <summary>Counts the times that the index has changed; a search that began before is out of date.</summary>
    public int Version { get; private set; }

    public void Add(Order offer)
    {
        CatchUp();
        Version = unchecked(Version + 1);
        OfferCount++;
        AddStretches(offer, offer.Terms!.Profile!.Window);
    }

    public void Remove(Order offer)
    {
        OfferCount--;
        StretchList stretches = offer.Terms!.Stretches;
        for (int i = 0; i < stretches.Count; i++)
        {
            if (stretches[i].State == StretchState.Listed)
                _stale.Add(stretches[i]);
            stretches[i].State = StretchState.Gone;
        }
        stretches.Clear();
    }

    /// <summary>A resting offer has sold hours out: only the stretch that they lay in becomes other stretches, or none.</summary>
    public void Change(Order offer, DeliveryWindow sold)
    {
        Stretch stretch = offer.Terms!.Stretches.At(OnPlane(sold).StartHour);
        if (stretch.IsStale)
            return;
        stretch.State = StretchState.Changed;
        _stale.Add(stretch);
    }

    /// <summary>Does what was put off: drops the stretches of offers that have left, and lists what sales have left of
    /// others.</summary>
    public void CatchUp()
    {
        if (_stale.Count == 0)
            return;
        Version = unchecked(Version + 1);
        foreach (Stretch stretch in _stale)
        {
            (Order offer, DeliveryWindow hours) = (stretch.Order, stretch.Hours);
            bool isChanged = stretch.State == StretchState.Changed;
            if (isChanged)
                offer.Terms!.Stretches.Remove(stretch);
            Drop(stretch);
            if (isChanged)
                AddStretches(offer, hours with { StartHour = hours.StartHour - Origin });
        }
        _stale.Clear();
    }

    /// <summary>The square of everything; false when there is nothing.</summary>
    public bool TryGetRoot(out SquareRef root)
    {
        root = new SquareRef(_root, _rootLevel);
        return _root != None;
    }

    public SellRank BestOf(int square) => _squares[square].Best;

    /// <summary>From the first hour of any stretch below a square to the last of any, on the plane; of a square of one point the
    /// hours of its stretches.</summary>
    public DeliveryWindow HoursOf(int square) => DeliveryWindow.Between(_squares[square].FirstStart, _squares[square].LastEnd);

    public StretchShape? ShapesOf(int square) => _squares[square].Shapes;

    /// <summary>One of the four squares of a square; false when it is empty.</summary>
    public bool TryGetQuarter(in SquareRef of, int quarter, out SquareRef found)
    {
        found = new SquareRef(_squares[of.Square].Quarters[quarter], of.Level - 1);
        return found.Square != None;
    }

    /// <summary>Lists what has GPUs left within some hours of an offer, which end where it has none.</summary>
    private void AddStretches(Order offer, DeliveryWindow within)
    {
        CapacityProfile profile = offer.Terms!.Profile!;
        for (int run = profile.RunOf(within.StartHour); run < profile.RunCount; run++)
        {
            if (profile.RunAt(run).StartHour >= within.EndHour)
                return;
            if (profile.GpusAt(run) == 0)
                continue;
            int first = run;
            while (run + 1 < profile.RunCount && profile.GpusAt(run + 1) > 0)
                run++;
            Insert(offer, OnPlane(DeliveryWindow.Between(profile.RunAt(first).StartHour, profile.RunAt(run).EndHour)));
        }
    }

    private void Insert(Order offer, DeliveryWindow hours)
    {
        Stretch stretch = _stretchPool.TryPop(out Stretch? used) ? used : new Stretch();
        stretch.Order = offer;
        stretch.Hours = hours;
        stretch.State = StretchState.Listed;
        offer.Terms!.Stretches.Insert(stretch);

        GrowTo(hours);
        SellRank rank = SellRank.Of(offer);
        int square = _root;
        for (int level = _rootLevel; level > 0; level--)
        {
            _squares[square].Include(rank, hours.StartHour, hours.EndHour);
            int quarter = QuarterOf(hours, level);
            if (_squares[square].Quarters[quarter] == None)
            {
                int made = NewSquare();
                _squares[square].Quarters[quarter] = made;
            }
            square = _squares[square].Quarters[quarter];
        }
        _squares[square].Include(rank, hours.StartHour, hours.EndHour);
        ShapeOf(square, offer.Terms.LeastSlice).Add(stretch);
    }

    private void Drop(Stretch stretch)
    {
        int square = _root;
        for (int level = _rootLevel; level > 0; level--)
        {
            _path[level] = square;
            square = _squares[square].Quarters[QuarterOf(stretch.Hours, level)];
        }
        stretch.Shape.Remove(stretch);
        if (stretch.Shape.Count == 0)
            RemoveShape(ref _squares[square], stretch.Shape);
        stretch.Order = null!;
        _stretchPool.Push(stretch);
        Raise(square, stretch.Hours);
    }

    /// <summary>Finds the best and the outermost of each square on the way up anew, and gives empty ones back.</summary>
    private void Raise(int square, DeliveryWindow hours)
    {
        _squares[square].Best = BestShape(square);
        bool isEmpty = _squares[square].Shapes is null;
        for (int level = 1; level <= _rootLevel; level++)
        {
            int parent = _path[level];
            if (isEmpty)
            {
                Free(square);
                _squares[parent].Quarters[QuarterOf(hours, level)] = None;
            }
            isEmpty = !SumUp(parent);
            square = parent;
        }
        if (!isEmpty)
            return;
        Free(square);
        _root = None;
    }

    /// <summary>What a square knows of its quarters; false when it has none.</summary>
    private bool SumUp(int square)
    {
        ref Square sum = ref _squares[square];
        sum.HoldNothing();
        for (int quarter = 0; quarter < 4; quarter++)
            if (sum.Quarters[quarter] is not None and int child)
                sum.Include(_squares[child].Best, _squares[child].FirstStart, _squares[child].LastEnd);
        return sum.FirstStart != int.MaxValue;
    }

    /// <summary>Puts ever larger squares around the root until it holds the point of a stretch.</summary>
    private void GrowTo(DeliveryWindow hours)
    {
        if (_root == None)
        {
            _root = NewSquare();
            (_rootLevel, _rootStart, _rootEnd) = (0, hours.StartHour, hours.EndHour);
        }
        while (hours.StartHour >> _rootLevel != _rootStart >> _rootLevel || hours.EndHour >> _rootLevel != _rootEnd >> _rootLevel)
        {
            int inner = _root;
            _root = NewSquare();
            _rootLevel++;
            int quarter = (_rootStart >> _rootLevel - 1 & 1) | (_rootEnd >> _rootLevel - 1 & 1) << 1;
            _squares[_root].Quarters[quarter] = inner;
            _squares[_root].Include(_squares[inner].Best, _squares[inner].FirstStart, _squares[inner].LastEnd);
            _rootStart = _rootStart >> _rootLevel << _rootLevel;
            _rootEnd = _rootEnd >> _rootLevel << _rootLevel;
        }
    }

    private StretchShape ShapeOf(int square, int leastSlice)
    {
        for (StretchShape? shape = _squares[square].Shapes; shape is not null; shape = shape.Next)
            if (shape.LeastSlice == leastSlice)
                return shape;
        StretchShape made = _shapePool.TryPop(out StretchShape? used) ? used : new StretchShape();
        made.LeastSlice = leastSlice;
        made.Next = _squares[square].Shapes;
        return _squares[square].Shapes = made;
    }

    private void RemoveShape(ref Square square, StretchShape shape)
    {
        if (square.Shapes == shape)
        {
            square.Shapes = shape.Next;
        }
        else
        {
            StretchShape before = square.Shapes!;
            while (before.Next != shape)
                before = before.Next!;
            before.Next = shape.Next;
        }
        shape.Next = null;
        _shapePool.Push(shape);
    }

    private SellRank BestShape(int square)
    {
        SellRank best = SellRank.Last;
        for (StretchShape? shape = _squares[square].Shapes; shape is not null; shape = shape.Next)
            if (shape.Best.IsBefore(best))
                best = shape.Best;
        return best;
    }

    private int NewSquare()
    {
        int square = _freeSquare;
        if (square != None)
        {
            _freeSquare = _squares[square].Quarters[0];
        }
        else
        {
            if (_squareCount == _squares.Length)
                Array.Resize(ref _squares, _squareCount * 2);
            square = _squareCount++;
        }
        _squares[square] = default;
        _squares[square].HoldNothing();
        return square;
    }

    private void Free(int square)
    {
        _squares[square] = default;
        _squares[square].Quarters[0] = _freeSquare;
        _freeSquare = square;
    }

    private static int QuarterOf(DeliveryWindow hours, int level) =>
        (hours.StartHour >> level - 1 & 1) | (hours.EndHour >> level - 1 & 1) << 1;
}
