using System.Security.Cryptography;
using System.Text;
using ComputeExchange.Messages;
using Xunit;

namespace ComputeExchange.Protocol.Tests.Sessions;

public sealed class LogonAnswerTests
{
    private static readonly Code Name = Code.Parse("ALPHA-1");

    [Fact]
    public void The_answer_is_the_hmac_of_nonce_and_name()
    {
        byte[] answered = [.. (ReadOnlySpan<byte>)SampleMessages.Nonce, .. Encoding.ASCII.GetBytes("ALPHA-1")];
        byte[] expected = HMACSHA256.HashData(SampleMessages.Key, answered);
        Assert.Equal(Bytes32.From(expected), LogonAnswer.Of(SampleMessages.Key, SampleMessages.Nonce, Name));
    }

    [Fact]
    public void Only_the_answer_of_the_right_key_nonce_and_name_is_right()
    {
        Bytes32 answer = LogonAnswer.Of(SampleMessages.Key, SampleMessages.Nonce, Name);
        Assert.True(LogonAnswer.IsRight(answer, SampleMessages.Key, SampleMessages.Nonce, Name));
        Assert.False(LogonAnswer.IsRight(answer, new byte[32], SampleMessages.Nonce, Name));
        Assert.False(LogonAnswer.IsRight(answer, SampleMessages.Key, default, Name));
        Assert.False(LogonAnswer.IsRight(answer, SampleMessages.Key, SampleMessages.Nonce, Code.Parse("ALPHA-2")));
        answer[31] ^= 1;
        Assert.False(LogonAnswer.IsRight(answer, SampleMessages.Key, SampleMessages.Nonce, Name));
    }

    [Fact]
    public void A_key_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => LogonAnswer.Of(new byte[31], SampleMessages.Nonce, Name));

    [Fact]
    public void Every_disconnect_reason_has_a_sentence_of_its_own()
    {
        string[] texts = [.. Enum.GetValues<DisconnectReason>().Select(DisconnectText.Of)];
        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.All(texts, text => Assert.InRange(text.Length, 1, DisconnectText.MaxBytes));
    }
}
