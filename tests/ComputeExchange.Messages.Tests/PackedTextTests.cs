using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ComputeExchange.Messages.Tests;

/// <summary>Order ids and codes: text packed into integers and back, equal exactly when the text is.</summary>
public sealed class PackedTextTests
{
    [Fact]
    public void An_id_is_read_back_as_it_was_written() =>
        Prop.ForAll(Text(ClOrdId.MaxLength), static text =>
        {
            ClOrdId id = ClOrdId.Parse(text);
            Assert.Equal((text, text.Length), (id.ToString(), id.Length));
            Assert.True(ClOrdId.TryParse(Encoding.ASCII.GetBytes(text), out ClOrdId same));
            Assert.True(id == same && id.GetHashCode() == same.GetHashCode());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_code_is_read_back_as_it_was_written() =>
        Prop.ForAll(Text(Code.MaxLength), static text =>
        {
            Code code = Code.Parse(text);
            Assert.Equal((text, text.Length), (code.ToString(), code.Length));
            Assert.True(Code.TryParse(Encoding.ASCII.GetBytes(text), out Code same));
            Assert.True(code == same && code.GetHashCode() == same.GetHashCode());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_that_differ_in_one_character_at_any_place_differ()
    {
        string text = new('a', ClOrdId.MaxLength);
        for (int at = 0; at < text.Length; at++)
            Assert.NotEqual(ClOrdId.Parse(text), ClOrdId.Parse(text[..at] + 'b' + text[(at + 1)..]));
    }

    [Fact]
    public void Codes_that_differ_in_one_character_or_in_length_differ()
    {
        string text = new('a', Code.MaxLength);
        for (int at = 0; at < text.Length; at++)
            Assert.NotEqual(Code.Parse(text), Code.Parse(text[..at] + 'b' + text[(at + 1)..]));
        for (int length = 1; length < text.Length; length++)
            Assert.NotEqual(Code.Parse(text), Code.Parse(text[..length]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789012345678901")]
    [InlineData("tab\there")]
    [InlineData("caf\u00e9")]
    [InlineData("\u007f")]
    public void What_is_no_id_is_not_read(string text)
    {
        Assert.False(ClOrdId.TryParse(text, out ClOrdId id));
        Assert.False(ClOrdId.TryParse(Encoding.Latin1.GetBytes(text), out _));
        Assert.Equal(default, id);
        Assert.Throws<FormatException>(() => ClOrdId.Parse(text));
    }

    [Fact]
    public void A_quote_s_sides_are_named_by_its_id_with_an_ending()
    {
        Assert.Equal(ClOrdId.Parse("q1.B"), ClOrdId.Parse("q1").WithEnding(".B"u8));
        ClOrdId longest = ClOrdId.Parse(new string('q', ClOrdId.MaxQuoteIdLength));
        Assert.Equal(ClOrdId.MaxLength, longest.WithEnding(".A"u8).Length);
        Assert.Throws<InvalidOperationException>(() => ClOrdId.Parse(new string('q', 19)).WithEnding(".A"u8));
    }

    [Fact]
    public void An_id_begins_with_its_own_first_characters_only()
    {
        Assert.True(ClOrdId.Parse("~H1").StartsWith("~H"u8));
        Assert.True(ClOrdId.Parse("~H").StartsWith("~H"u8));
        Assert.False(ClOrdId.Parse("~").StartsWith("~H"u8));
        Assert.False(ClOrdId.Parse("x~H").StartsWith("~H"u8));
        Assert.True(Code.Parse("~hedge:ALPHA").StartsWith("~hedge:"u8));
    }

    private static Arbitrary<string> Text(int maxLength) =>
        Gen.Choose(0x20, 0x7E).Select(code => (char)code).ListOf()
            .Where(characters => characters.Count > 0)
            .Select(characters => new string([.. characters.Take(maxLength)]))
            .ToArbitrary();
}
