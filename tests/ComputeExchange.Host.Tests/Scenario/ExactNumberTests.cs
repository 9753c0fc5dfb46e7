using System.Globalization;
using System.Numerics;
using System.Text;
using ComputeExchange.Host.Scenario;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Host.Tests.Scenario;

public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("2.5", 25_000)]
    [InlineData("2.50", 25_000)]
    [InlineData("25E-1", 25_000)]
    [InlineData("0.00025E+4", 25_000)]
    [InlineData("-0.0001", -1)]
    [InlineData("-0.0", 0)]
    [InlineData("0e999999999999", 0)]
    [InlineData("1000000e-10", 1)]
    [InlineData("922337203685477.5807", long.MaxValue)]
    public void A_multiple_of_the_unit_is_read_exactly(string number, long units)
    {
        Assert.True(ExactNumber.TryScale(Encoding.ASCII.GetBytes(number), 4, out long read));
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("2.50001")]
    [InlineData("2.50000000000000000000000000000001")]
    [InlineData("1e-5")]
    [InlineData("1e-999999999999")]
    [InlineData("123456789012345678901234567890.00001")]
    public void What_is_finer_than_the_unit_is_never_rounded(string number) =>
        Assert.False(ExactNumber.TryScale(Encoding.ASCII.GetBytes(number), 4, out _));

    [Theory]
    [InlineData("1e15", long.MaxValue)]
    [InlineData("-1e15", -long.MaxValue)]
    [InlineData("1e999999999999", long.MaxValue)]
    [InlineData("123456789012345678901234567890", long.MaxValue)]
    [InlineData("922337203685477.5808", long.MaxValue)]
    public void What_is_too_large_saturates(string number, long units)
    {
        Assert.True(ExactNumber.TryScale(Encoding.ASCII.GetBytes(number), 4, out long read));
        Assert.Equal(units, read);
    }

    [Fact]
    public void Every_number_reads_as_exact_arithmetic_says()
    {
        Gen<(int Digits, int Point, int Exponent)> numbers =
            from digits in Gen.Choose(-99_999_999, 99_999_999)
            from point in Gen.Choose(0, 12)
            from exponent in Gen.Choose(-20, 20)
            select (digits, point, exponent);
        Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            string text = $"{Fixed(number.Digits, number.Point)}e{number.Exponent.ToString(CultureInfo.InvariantCulture)}";
            BigInteger unitsTimes1e40 = number.Digits * BigInteger.Pow(10, 44 + number.Exponent - number.Point);
            BigInteger scaled = BigInteger.DivRem(unitsTimes1e40, BigInteger.Pow(10, 40), out BigInteger rest);
            bool wasRead = ExactNumber.TryScale(Encoding.ASCII.GetBytes(text), 4, out long read);
            BigInteger expected = BigInteger.Max(-long.MaxValue, BigInteger.Min(long.MaxValue, scaled));
            return (wasRead == rest.IsZero && (!wasRead || read == expected)).Label($"{text} read as {read}");
        }).QuickCheckThrowOnFailure();
    }

    private static string Fixed(int digits, int point)
    {
        string text = Math.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(point + 1, '0');
        string sign = digits < 0 ? "-" : "";
        return point == 0 ? sign + text : $"{sign}{text[..^point]}.{text[^point..]}";
    }
}
