using ComputeExchange.Core.Books;
using ComputeExchange.Core.Orders;
using ComputeExchange.Core.Positions;
using ComputeExchange.Core.Reference;
using ComputeExchange.Messages;

namespace ComputeExchange.Core.Entry;

/// <summary>Reference data: what is new gets the next id; what open orders lean on cannot change under them.</summary>
internal sealed class ReferenceEntry(ReferenceData reference)
{
    private static readonly Refusal OpenOrders = new(RejectReason.OpenOrders);

    public Refusal Define(in DefineSku sku, out ushort id)
    {
        id = reference.Skus.IdOf(sku.Code);
        if (sku.Lot is < 1 or > Limits.MaxGpus)
            return new Refusal(RejectReason.InvalidQuantity, RejectField.Lot);
        if (reference.Skus[id] is not { } known)
            return Add(reference.Skus, sku.Code, new Sku(new SkuId(reference.Skus.NextId), sku), ref id);
        if (known.Lot != sku.Lot && known.OpenOrderCount > 0)
            return OpenOrders.Over(RejectField.Lot);
        known.Definition = sku;
        return Refusal.None;
    }

    public Refusal Define(in DefineRegion region, out ushort id)
    {
        id = reference.Regions.IdOf(region.Code);
        return id != 0
            ? Refusal.None
            : Add(reference.Regions, region.Code, new Region(new RegionId(reference.Regions.NextId), region.Code), ref id);
    }

    public Refusal Define(in DefineWorkload workload, out ushort id)
    {
        id = reference.Workloads.IdOf(workload.Code);
        return id != 0 ? Refusal.None : Add(reference.Workloads, workload.Code, workload.Code, ref id);
    }

    public Refusal Define(in DefineMarket market)
    {
        if (reference.Market(market.Market) is not { } known)
            return new Refusal(RejectReason.UnknownInstrument, RejectField.Instrument);
        if (market.LeadHours is < 0 or > Limits.MaxLeadHours)
            return new Refusal(RejectReason.InvalidWindow, RejectField.Lead);
        if (known.LeadHours != market.LeadHours && known.OpenOrderCount > 0)
            return OpenOrders.Over(RejectField.Lead);
        reference.Name(known);
        known.LeadHours = market.LeadHours;
        return Refusal.None;
    }

    public Refusal Define(in DefineParticipant participant, out ushort id)
    {
        id = reference.Participants.IdOf(participant.Code);
        if (reference.Participants[id] is { } known)
        {
            if (known.Kind != participant.Kind && known.Orders.Count > 0)
                return OpenOrders.Over(RejectField.Kind);
            known.Kind = participant.Kind;
            return Refusal.None;
        }
        Participant added = new(new ParticipantId(reference.Participants.NextId), participant.Code, participant.Kind);
        return Add(reference.Participants, participant.Code, added, ref id);
    }

    public Refusal Define(in DefineBasket basket, out ushort id)
    {
        id = reference.Baskets.IdOf(basket.Code);
        Refusal refusal = Check(basket);
        if (refusal.IsRefused)
            return refusal;
        Basket? known = reference.Baskets[id];
        if (known is not null)
        {
            if (IsLeanedOn(known, basket))
                return OpenOrders;
            known.Redefine(basket);
        }
        else
        {
            known = new Basket(new BasketId(reference.Baskets.NextId), basket, reference.Orders);
            refusal = Add(reference.Baskets, basket.Code, known, ref id);
            if (refusal.IsRefused)
                return refusal;
        }
        for (int i = 0; i < basket.Constituents.Count; i++)
            reference.Name(reference.Market(basket.Constituents[i].Market)!);
        known.OpenBooks();
        return Refusal.None;
    }

    private Refusal Check(in DefineBasket basket)
    {
        ConstituentList constituents = basket.Constituents;
        if (constituents.Count is < 1 or > Limits.MaxConstituents)
            return new Refusal(RejectReason.InvalidCombination, RejectField.Constituents);
        for (int i = 0; i < constituents.Count; i++)
            if (reference.Market(constituents[i].Market) is null)
                return new Refusal(RejectReason.UnknownInstrument, RejectField.Constituents);
        if (basket.Multiplier is < 1 or > Limits.MaxGpus)
            return new Refusal(RejectReason.InvalidQuantity, RejectField.Value);
        for (int i = 0; i < constituents.Count; i++)
            if (constituents[i].Share < 1)
                return new Refusal(RejectReason.InvalidQuantity, RejectField.Constituents);
        if (basket.Tick is < 1 or > Price.MaxTicks)
            return new Refusal(RejectReason.InvalidPrice, RejectField.Value);
        if (basket.ListedMonths == 0
            || basket.FirstMonth.Index < DeliveryMonth.MinIndex
            || basket.FirstMonth.Index > DeliveryMonth.MaxIndex - Limits.MaxListedMonths)
            return new Refusal(RejectReason.InvalidWindow, RejectField.Months);
        for (int i = 0; i < constituents.Count; i++)
            for (int j = 0; j < i; j++)
                if (constituents[i].Market == constituents[j].Market)
                    return new Refusal(RejectReason.InvalidCombination, RejectField.Constituents);
        return Refusal.None;
    }

    /// <summary>Whether open orders or positions lean on what the new definition changes or no longer lists.</summary>
    private static bool IsLeanedOn(Basket known, in DefineBasket basket)
    {
        bool changesTerms = known.Multiplier != basket.Multiplier || known.Tick != basket.Tick;
        foreach (BasketBook book in known.Books)
            if ((changesTerms || !basket.Lists(book.Month)) && (!book.IsEmpty || HasPosition(book)))
                return true;
        return false;
    }

    private static bool HasPosition(BasketBook book)
    {
        for (int id = 1; id <= book.HighestHolder; id++)
            if (book.PositionOf(id).Lots != 0)
                return true;
        return false;
    }

    private static Refusal Add<T>(CodeTable<T> table, Code code, T item, ref ushort id)
        where T : class
    {
        if (table.IsFull)
            return new Refusal(RejectReason.LimitExceeded, RejectField.Code);
        id = table.Add(code, item);
        return Refusal.None;
    }
}
