using ComputeExchange.Hedging.ProfitAndLoss;
using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A participant's account as bytes.</summary>
internal static class AccountSnapshot
{
    public static void Save(BinaryWriter to, HedgeAccount account)
    {
        to.Write(account.Id.Value);
        to.Write(account.Code);
        to.Write((byte)account.Kind);
        to.Write(account.IsKilled);
        SaveSettings(to, account);
        to.Write(account.Session.Value);
        to.Write(account.LastRequest);
        to.Write((byte)account.SessionRefusal);
        to.Write(account.SessionRefusedAt);
        to.Write(account.ExposureVersion);
        to.Write(account.Exposures.Count);
        foreach (MarketExposure exposure in account.Exposures)
            Save(to, exposure);
        to.Write(account.Positions.Count);
        foreach (ContractPosition position in account.Positions)
            Save(to, position);
        to.Write(account.ProfitAndLoss is not null);
        account.ProfitAndLoss?.Save(to);
    }

    public static HedgeAccount Load(BinaryReader from)
    {
        HedgeAccount account = new(new ParticipantId(from.ReadUInt16()), from.ReadCode(), (ParticipantKind)from.ReadByte())
        {
            IsKilled = from.ReadBoolean(),
        };
        LoadSettings(from, account);
        account.Session = new SessionId(from.ReadUInt16());
        account.LastRequest = from.ReadInt64();
        account.SessionRefusal = (RejectReason)from.ReadByte();
        account.SessionRefusedAt = from.ReadInt64();
        account.ExposureVersion = from.ReadInt64();
        for (int left = from.ReadCount(); left > 0; left--)
            LoadExposure(from, account);
        for (int left = from.ReadCount(); left > 0; left--)
            LoadPosition(from, account);
        if (from.ReadBoolean())
            account.ProfitAndLoss = DealerProfitAndLoss.Load(from);
        return account;
    }

    private static void SaveSettings(BinaryWriter to, HedgeAccount account)
    {
        to.Write(account.Hedging.On);
        to.Write(account.Hedging.MaxLots);
        to.Write(account.Hedging.TicksThrough);
        to.Write(account.Hedging.PsiMicros);
        to.Write(account.Hedging.EtaNanos);
        to.Write(account.Hedging.LambdaPicos);
        to.Write(account.Fees.ForwardMicrosPerGpuHour);
        to.Write(account.Fees.BasketMicrosPerLot);
        to.Write(account.PreTradeLimits.MaxGpus);
        to.Write(account.PreTradeLimits.MaxLots);
        to.Write(account.PreTradeLimits.MaxValue.Units);
    }

    private static void LoadSettings(BinaryReader from, HedgeAccount account)
    {
        account.Hedging = new SetHedging
        {
            Participant = account.Id,
            On = from.ReadBoolean(),
            MaxLots = from.ReadInt32(),
            TicksThrough = from.ReadInt32(),
            PsiMicros = from.ReadInt64(),
            EtaNanos = from.ReadInt64(),
            LambdaPicos = from.ReadInt64(),
        };
        account.Fees = new SetFees
        {
            Participant = account.Id,
            ForwardMicrosPerGpuHour = from.ReadInt64(),
            BasketMicrosPerLot = from.ReadInt64(),
        };
        account.PreTradeLimits = new SetPreTradeLimits
        {
            Participant = account.Id,
            MaxGpus = from.ReadInt32(),
            MaxLots = from.ReadInt32(),
            MaxValue = new Money(from.ReadInt64()),
        };
    }

    private static void Save(BinaryWriter to, MarketExposure exposure)
    {
        to.Write(exposure.Market);
        DeliverySchedule gpus = exposure.Gpus;
        to.Write(gpus.PassedTo);
        to.Write(gpus.Current);
        to.Write(gpus.ChangeCount);
        for (int i = 0; i < gpus.ChangeCount; i++)
        {
            to.Write(gpus[i].Hour);
            to.Write(gpus[i].Change);
        }
        to.Write(exposure.Months.Length);
        foreach (MarketExposure.MonthHours month in exposure.Months)
        {
            to.Write(month.Month.Index);
            to.Write(month.GpuHours);
        }
    }

    private static void LoadExposure(BinaryReader from, HedgeAccount account)
    {
        MarketExposure exposure = account.ExposureOf(from.ReadMarket());
        exposure.Gpus.Restore(from.ReadInt32(), from.ReadInt64());
        for (int left = from.ReadCount(); left > 0; left--)
            exposure.Gpus.ChangeBy(from.ReadInt32(), from.ReadInt64());
        for (int left = from.ReadCount(); left > 0; left--)
            exposure.AddTo(new DeliveryMonth(from.ReadInt32()), from.ReadInt64());
    }

    private static void Save(BinaryWriter to, ContractPosition position)
    {
        to.Write(position.Basket.Value);
        to.Write(position.Month.Index);
        to.Write(position.Lots);
        to.Write(position.WorkingLots);
        to.Write(position.Failed.Lots);
        to.Write(position.Failed.LimitTicks);
        to.Write((byte)position.Failed.Reason);
        to.Write(position.Failed.TopVersion);
        to.Write(position.Failed.Conditions);
    }

    private static void LoadPosition(BinaryReader from, HedgeAccount account)
    {
        ContractPosition position = account.PositionIn(new BasketId(from.ReadUInt16()), new DeliveryMonth(from.ReadInt32()));
        position.Lots = from.ReadInt64();
        position.WorkingLots = from.ReadInt64();
        position.Failed = new Attempt(
            from.ReadInt64(), from.ReadInt64(), (RejectReason)from.ReadByte(), from.ReadInt64(), from.ReadInt64());
    }
}
