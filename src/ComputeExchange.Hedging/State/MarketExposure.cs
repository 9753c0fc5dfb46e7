using ComputeExchange.Messages;

namespace ComputeExchange.Hedging.State;

/// <summary>A dealer's undelivered GPU-hours in one market: hour by hour for what is delivered, by month for the
/// hedge.</summary>
internal sealed class MarketExposure(MarketId market)
{
    private MonthHours[] _months = new MonthHours[4];
    private int _count;

    public MarketId Market { get; } = market;

    public DeliverySchedule Gpus { get; } = new();

    /// <summary>Months that hold or held undelivered hours, ascending, with their signed GPU-hours.</summary>
    public ReadOnlySpan<MonthHours> Months => _months.AsSpan(0, _count);

    /// <summary>All undelivered GPU-hours.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            foreach (MonthHours month in Months)
                total += month.GpuHours;
            return total;
        }
    }

    public long Of(DeliveryMonth month)
    {
        foreach (MonthHours held in Months)
            if (held.Month == month)
                return held.GpuHours;
        return 0;
    }

    /// <summary>Adds bought (+) or sold (-) GPUs in every hour of a window that has not passed.</summary>
    public void Add(DeliveryWindow window, long gpus)
    {
        Gpus.Add(window, gpus);
        int start = Math.Max(window.StartHour, Gpus.PassedTo);
        while (start < window.EndHour)
        {
            DeliveryMonth month = DeliveryMonth.OfHour(start);
            int end = Math.Min(window.EndHour, month.EndHour);
            AddTo(month, gpus * (end - start));
            start = end;
        }
    }

    /// <summary>Lets the hours before one leave, and returns the signed GPU-hours that left.</summary>
    public long PassTo(int hour)
    {
        long delivered = 0;
        int ended = 0;
        for (int i = 0; i < _count; i++)
        {
            int end = _months[i].Month.EndHour;
            long left = Gpus.PassTo(Math.Min(hour, end));
            _months[i].GpuHours -= left;
            delivered += left;
            if (end > hour)
                break;
            ended++;
        }
        delivered += Gpus.PassTo(hour);
        if (ended > 0)
        {
            _count -= ended;
            Array.Copy(_months, ended, _months, 0, _count);
        }
        return delivered;
    }

    public void AddTo(DeliveryMonth month, long gpuHours)
    {
        int at = 0;
        while (at < _count && _months[at].Month.Index < month.Index)
            at++;
        if (at == _count || _months[at].Month != month)
        {
            if (_count == _months.Length)
                Array.Resize(ref _months, _count * 2);
            Array.Copy(_months, at, _months, at + 1, _count++ - at);
            _months[at] = new MonthHours { Month = month };
        }
        _months[at].GpuHours += gpuHours;
    }

    /// <summary>The undelivered GPU-hours of one month.</summary>
    internal struct MonthHours
    {
        public DeliveryMonth Month;
        public long GpuHours;
    }
}
