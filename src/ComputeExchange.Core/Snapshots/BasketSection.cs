using ComputeExchange.Core.Books;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Snapshots;

/// <summary>Baskets in id order: definition, halt, collar, contracts, index values and the last of each day.</summary>
internal static class BasketSection
{
    private const int DefinitionBytes = FieldSize.Code + 2 * sizeof(int) + 2 * sizeof(long) + 1;
    private const int Bytes = DefinitionBytes + 1 + 2 * sizeof(int) + 3 * sizeof(int);
    private const int ConstituentBytes = FieldSize.Market + sizeof(int);
    private const int BookBytes = sizeof(int) + 1 + 2 * (sizeof(int) + sizeof(long));
    private const int DayBytes = sizeof(int) + sizeof(long);

    public static void Write(BlockWriter writer, ReferenceData reference)
    {
        writer.Begin(SnapshotSection.Baskets);
        writer.Count(reference.Baskets.Count);
        for (int id = 1; id <= reference.Baskets.Count; id++)
            Write(writer, reference.Baskets[id]!);
    }

    public static void Read(BlockReader reader, ReferenceData reference)
    {
        reader.Begin(SnapshotSection.Baskets);
        for (int left = reader.Count(); left > 0; left--)
        {
            CodeSections.RequireRoom(reference.Baskets);
            Basket basket = Read(reader, reference, new BasketId(reference.Baskets.NextId));
            reference.Baskets.Add(basket.Definition.Code, basket);
        }
    }

    private static void Write(BlockWriter writer, Basket basket)
    {
        DefineBasket definition = basket.Definition;
        FieldWriter fields = writer.Piece(Bytes);
        fields.Code(definition.Code);
        fields.Int32(definition.Multiplier);
        fields.Int64(definition.Tick);
        fields.Int32(definition.FirstMonth.Index);
        fields.UInt64(definition.ListedMonths);
        fields.Byte((byte)definition.Constituents.Count);
        fields.Bool(basket.IsHalted);
        fields.Int32(basket.Collar.Low.Ticks);
        fields.Int32(basket.Collar.High.Ticks);
        fields.Int32(basket.Books.Count);
        fields.Int32(basket.Index.Count);
        fields.Int32(basket.Index.DayCount);
        for (int i = 0; i < definition.Constituents.Count; i++)
            Write(writer.Piece(ConstituentBytes), definition.Constituents[i]);
        foreach (BasketBook book in basket.Books)
            Write(writer.Piece(BookBytes), book);
        MarketSection.WriteHistory(writer, basket.Index);
        for (int i = 0; i < basket.Index.DayCount; i++)
            Write(writer.Piece(DayBytes), basket.Index.DayAt(i));
    }

    private static void Write(FieldWriter fields, Constituent constituent)
    {
        fields.Market(constituent.Market);
        fields.Int32(constituent.Share);
    }

    private static void Write(FieldWriter fields, BasketBook book)
    {
        fields.Int32(book.Month.Index);
        fields.Bool(book.IsSettled);
        fields.Int32(book.LastBid.Price.Ticks);
        fields.Int64(book.LastBid.Quantity);
        fields.Int32(book.LastAsk.Price.Ticks);
        fields.Int64(book.LastAsk.Quantity);
    }

    private static void Write(FieldWriter fields, DayValue day)
    {
        fields.Int32(day.Day);
        fields.Int64(day.NanoDollars);
    }

    private static Basket Read(BlockReader reader, ReferenceData reference, BasketId id)
    {
        FieldReader fields = reader.Piece(Bytes);
        DefineBasket definition = new()
        {
            Code = fields.Code(),
            Multiplier = fields.Int32(Limits.MaxGpus, "a basket's multiplier"),
            Tick = fields.Int64(),
            FirstMonth = new DeliveryMonth(fields.Int32()),
            ListedMonths = fields.UInt64(),
        };
        SnapshotFormat.Require(definition.Multiplier >= 1 && definition.Tick is >= 1 and <= Price.MaxTicks,
            "a basket's multiplier or tick is out of range");
        int constituents = fields.Byte();
        SnapshotFormat.Require(constituents <= Limits.MaxConstituents, "a basket has too many constituents");
        bool isHalted = fields.Bool();
        SetPriceCollar collar = new() { Basket = id, Low = new Price(fields.Int32()), High = new Price(fields.Int32()) };
        (int books, int values, int days) = (fields.Int32(), fields.Int32(), fields.Int32());
        SnapshotFormat.Require(values <= Limits.HistoryLength && days <= IndexHistory.MaxDays, "a history is too long");

        Basket basket = new(id, definition with { Constituents = ReadConstituents(reader, reference, constituents) }, reference.Orders)
        {
            IsHalted = isHalted,
            Collar = collar,
        };
        for (int i = 0; i < books; i++)
            ReadBook(reader.Piece(BookBytes), basket);
        MarketSection.ReadHistory(reader, basket.Index, values);
        for (int i = 0; i < days; i++)
            ReadDay(reader.Piece(DayBytes), basket.Index);
        return basket;
    }

    private static ConstituentList ReadConstituents(BlockReader reader, ReferenceData reference, int count)
    {
        ConstituentList constituents = default;
        for (int i = 0; i < count; i++)
        {
            FieldReader fields = reader.Piece(ConstituentBytes);
            Constituent constituent = new(fields.Market(), fields.Int32());
            SnapshotFormat.Known(reference.FindMarket(constituent.Market), "market");
            constituents.Add(constituent);
        }
        return constituents;
    }

    private static void ReadBook(FieldReader fields, Basket basket)
    {
        DeliveryMonth month = new(fields.Int32());
        bool isMonth = month.Index is >= DeliveryMonth.MinIndex and <= DeliveryMonth.MaxIndex;
        bool isNext = basket.Books.Count == 0 || month.Index > basket.Books[^1].Month.Index;
        SnapshotFormat.Require(isMonth && isNext, "a contract's month is out of place");
        BasketBook book = basket.OpenBook(month);
        book.IsSettled = fields.Bool();
        book.LastBid = new PriceQuantity(new Price(fields.Int32()), fields.Int64());
        book.LastAsk = new PriceQuantity(new Price(fields.Int32()), fields.Int64());
    }

    private static void ReadDay(FieldReader fields, IndexHistory index)
    {
        DayValue day = new(fields.Int32(), fields.Int64());
        SnapshotFormat.Require(
            index.DayCount == 0 || day.Day > index.DayAt(index.DayCount - 1).Day, "the days of an index are out of order");
        index.AddDay(day);
    }
}
