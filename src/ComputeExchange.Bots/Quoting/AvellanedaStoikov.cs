namespace ComputeExchange.Bots.Quoting;

/// <summary>Where a market maker with inventory puts bid and ask.</summary>
/// <remarks>Avellaneda and Stoikov, "High-frequency trading in a limit order book", Quantitative Finance 8 (2008): the price
/// s follows a Brownian motion of volatility sigma until time T, a quote at distance d from it is hit at rate A exp(-k d), and
/// the maker has exponential utility with risk aversion gamma. Equations (3.8) (reservation price) and (3.10)
/// (spread).</remarks>
public sealed record AvellanedaStoikov
{
    /// <summary>Parameters of the model.</summary>
    /// <param name="riskAversion">gamma, per dollar, above 0.</param>
    /// <param name="depthDecay">k, per dollar of distance, above 0: how fast hits grow rare away from the price.</param>
    /// <param name="volatility">sigma, dollars per square root of the time unit, at least 0.</param>
    public AvellanedaStoikov(double riskAversion, double depthDecay, double volatility)
    {
        RequirePositive(riskAversion, nameof(riskAversion));
        RequirePositive(depthDecay, nameof(depthDecay));
        if (!(volatility >= 0) || !double.IsFinite(volatility))
            throw new ArgumentOutOfRangeException(nameof(volatility), volatility, "Volatility is 0 or more.");
        RiskAversion = riskAversion;
        DepthDecay = depthDecay;
        Volatility = volatility;
    }

    /// <summary>gamma, per dollar.</summary>
    public double RiskAversion { get; }

    /// <summary>k, per dollar of distance.</summary>
    public double DepthDecay { get; }

    /// <summary>sigma, dollars per square root of the time unit.</summary>
    public double Volatility { get; }

    /// <summary>s - q gamma sigma^2 (T - t): the price at which the maker is indifferent to one unit more or less.</summary>
    /// <param name="mid">s, dollars.</param>
    /// <param name="inventory">q, units held, short below 0.</param>
    /// <param name="timeLeft">T - t, at least 0.</param>
    public double ReservationPrice(double mid, double inventory, double timeLeft) =>
        mid - inventory * RiskAversion * Volatility * Volatility * RequireTimeLeft(timeLeft);

    /// <summary>gamma sigma^2 (T - t) + (2 / gamma) ln(1 + gamma / k): ask less bid, dollars.</summary>
    /// <param name="timeLeft">T - t, at least 0.</param>
    public double TotalSpread(double timeLeft) =>
        RiskAversion * Volatility * Volatility * RequireTimeLeft(timeLeft)
        + 2 / RiskAversion * Math.Log(1 + RiskAversion / DepthDecay);

    /// <summary>Bid and ask: half of the spread either side of the reservation price, dollars.</summary>
    /// <param name="mid">s, dollars.</param>
    /// <param name="inventory">q, units held, short below 0.</param>
    /// <param name="timeLeft">T - t, at least 0.</param>
    public (double Bid, double Ask) Quote(double mid, double inventory, double timeLeft)
    {
        double reservation = ReservationPrice(mid, inventory, timeLeft);
        double half = TotalSpread(timeLeft) / 2;
        return (reservation - half, reservation + half);
    }

    private static double RequireTimeLeft(double timeLeft) =>
        timeLeft >= 0 ? timeLeft : throw new ArgumentOutOfRangeException(nameof(timeLeft), timeLeft, "The end lies ahead.");

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "The parameter is above 0.");
    }
}
