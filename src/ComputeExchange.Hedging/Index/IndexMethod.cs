using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ComputeExchange.Hedging.Index;

/// <summary>The rules of an index, all of them, so that a published value can be computed again by anyone.</summary>
/// <remarks>Every published value carries <see cref="Version"/> and <see cref="Hash"/>: a value cannot be mistaken for one
/// that was made by other rules. All comparisons are of integers, so the rules mean the same on every machine.</remarks>
public sealed record IndexMethod
{
    /// <summary>Units of 0.01 % in the whole.</summary>
    public const int BasisPoints = 10_000;

    /// <summary>The version of the procedure of <see cref="IndexCalculator"/>; raised whenever its code gives other values
    /// for the same numbers below.</summary>
    public const int Version = 1;

    /// <summary>How far back prints count, in nanoseconds of engine time. One day unless set.</summary>
    public long LookBackNanos { get; init; } = 86_400L * 1_000_000_000;

    /// <summary>Prints further than so many times the deviation from the median are dropped.</summary>
    public int OutlierDeviations { get; init; } = 3;

    /// <summary>The least deviation that counts, in units of 0.01 % of the median: 3 %. Where nearly all prints are equal
    /// the MAD is 0, and without a floor every other price would be an outlier.</summary>
    public int DeviationFloorBasisPoints { get; init; } = 300;

    /// <summary>The share of volume at either end whose prices are drawn in to the price at that share, in units of 0.01 %:
    /// 5 %. Less than half.</summary>
    public int WinsorBasisPoints { get; init; } = 500;

    /// <summary>Coverage from which a value may settle contracts, in units of 0.01 %: 98 %.</summary>
    public int SettleableBasisPoints { get; init; } = 9_800;

    /// <summary>Coverage from which a value is under review, less being indicative, in units of 0.01 %: 90 %.</summary>
    public int ReviewBasisPoints { get; init; } = 9_000;

    /// <summary>How far from a constituent's value dealable depth is counted, in units of 0.01 %: 2 %.</summary>
    public int DepthBasisPoints { get; init; } = 200;

    /// <summary>The rules in one line of text, which <see cref="Hash"/> is taken of.</summary>
    public string Text =>
        $"index/{Version};lookBackNanos={LookBackNanos};outlierDeviations={OutlierDeviations};" +
        $"deviationFloorBp={DeviationFloorBasisPoints};winsorBp={WinsorBasisPoints};settleableBp={SettleableBasisPoints};" +
        $"reviewBp={ReviewBasisPoints};depthBp={DepthBasisPoints}";

    /// <summary>The first eight bytes, big-endian, of the SHA-256 of <see cref="Text"/> in ASCII.</summary>
    public ulong Hash => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>Refuses rules that make no sense.</summary>
    /// <exception cref="ArgumentException">One sentence that names the rule and what is allowed.</exception>
    public void Require()
    {
        Require(LookBackNanos > 0, "The look-back is above 0.");
        Require(OutlierDeviations is >= 1 and <= 100, "Outliers lie 1 to 100 deviations away.");
        Require(DeviationFloorBasisPoints is >= 0 and <= BasisPoints, "The deviation's floor lies between 0 and 100 %.");
        Require(WinsorBasisPoints is >= 0 and < BasisPoints / 2, "The winsorized share of an end is less than half.");
        Require(ReviewBasisPoints >= 0 && ReviewBasisPoints <= SettleableBasisPoints && SettleableBasisPoints <= BasisPoints,
            "Coverage under review starts between 0 and where settleable coverage starts, which is at most 100 %.");
        Require(DepthBasisPoints is >= 0 and <= BasisPoints, "Depth is counted between 0 and 100 % around the value.");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new ArgumentException(rule);
    }
}
