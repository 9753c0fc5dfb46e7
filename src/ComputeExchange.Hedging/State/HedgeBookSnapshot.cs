using System.Text;
using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A hedge book as bytes: the hedger's section of an engine snapshot. Canonical: equal books give equal
/// bytes.</summary>
/// <remarks>Magic and version, counters, reference data, histories, ratios, accounts; lists stand behind their counts, in the
/// order of their ids or of their first appearance, which the fold makes the same everywhere.</remarks>
internal static class HedgeBookSnapshot
{
    private const uint Magic = 0x4B424548;
    private const int Version = 1;

    public static void Save(HedgeBook book, Stream stream)
    {
        using BinaryWriter to = new(stream, Encoding.UTF8, leaveOpen: true);
        to.Write(Magic);
        to.Write(Version);
        to.Write(book.Sequence);
        to.Write(book.EventIndex);
        to.Write(book.Hour);
        to.Write(book.Changes);
        to.Write(book.Conditions);
        to.Write(book.TargetVersion);
        to.Write(book.Observed);
        to.Write(book.IsAllHalted);
        to.Write(book.IsHaltedByEngine);
        SaveCodes(to, book.Skus);
        SaveCodes(to, book.Regions);
        SaveList(to, book.Baskets, BasketSnapshot.Save);
        to.Write(book.ReferencedMarkets.Count);
        foreach (MarketId market in book.ReferencedMarkets)
        {
            to.Write(market);
            BasketSnapshot.Save(to, book.ReferenceOf(market)!);
        }
        to.Write(book.Ratios.Count);
        foreach (RatioInForce ratio in book.Ratios)
            Save(to, ratio);
        SaveList(to, book.Accounts, AccountSnapshot.Save);
    }

    public static HedgeBook Load(Stream stream)
    {
        using BinaryReader from = new(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (from.ReadUInt32() != Magic)
                throw new InvalidDataException("This is no hedge book.");
            int version = from.ReadInt32();
            return version == Version
                ? LoadBody(from)
                : throw new InvalidDataException($"The hedge book is of version {version}; version {Version} can be read.");
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("The hedge book ends too early.");
        }
    }

    private static HedgeBook LoadBody(BinaryReader from)
    {
        HedgeBook book = new()
        {
            Sequence = from.ReadInt64(),
            EventIndex = from.ReadInt32(),
            Hour = from.ReadInt32(),
            Changes = from.ReadInt64(),
            Conditions = from.ReadInt64(),
            TargetVersion = from.ReadInt64(),
            Observed = from.ReadInt64(),
            IsAllHalted = from.ReadBoolean(),
            IsHaltedByEngine = from.ReadBoolean(),
        };
        LoadCodes(from, book.Skus);
        LoadCodes(from, book.Regions);
        LoadList(from, book.Baskets, BasketSnapshot.Load);
        for (int left = from.ReadCount(); left > 0; left--)
            BasketSnapshot.Load(from, book.ReferenceIn(from.ReadMarket()));
        for (int left = from.ReadCount(); left > 0; left--)
            LoadRatio(from, book);
        LoadList(from, book.Accounts, AccountSnapshot.Load);
        foreach (HedgeAccount? account in book.Accounts)
            if (account is not null && account.Session != SessionId.Engine)
                book.Restore(account);
        return book;
    }

    private static void Save(BinaryWriter to, RatioInForce ratio)
    {
        to.Write(ratio.Market);
        to.Write(ratio.Basket.Value);
        to.Write(ratio.HasRatio);
        to.Write(ratio.Micros);
        to.Write(ratio.ObservedAt);
        to.Write(ratio.TimesSet);
    }

    private static void LoadRatio(BinaryReader from, HedgeBook book)
    {
        RatioInForce ratio = book.RatioOf(from.ReadMarket(), new BasketId(from.ReadUInt16()));
        ratio.HasRatio = from.ReadBoolean();
        ratio.Micros = from.ReadInt64();
        ratio.ObservedAt = from.ReadInt64();
        ratio.TimesSet = from.ReadInt64();
    }

    private static void SaveCodes(BinaryWriter to, List<Code> codes)
    {
        to.Write(codes.Count);
        foreach (Code code in codes)
            to.Write(code);
    }

    private static void LoadCodes(BinaryReader from, List<Code> codes)
    {
        codes.Clear();
        for (int left = from.ReadCount(Limits.MaxCodes + 1); left > 0; left--)
            codes.Add(from.ReadCode());
    }

    private static void SaveList<T>(BinaryWriter to, List<T?> list, Action<BinaryWriter, T> save)
        where T : class
    {
        to.Write(list.Count);
        foreach (T? item in list)
        {
            to.Write(item is not null);
            if (item is not null)
                save(to, item);
        }
    }

    private static void LoadList<T>(BinaryReader from, List<T?> list, Func<BinaryReader, T> load)
        where T : class
    {
        list.Clear();
        for (int left = from.ReadCount(Limits.MaxCodes + 1); left > 0; left--)
            list.Add(from.ReadBoolean() ? load(from) : null);
    }
}
