using System.Security.Cryptography;
using ComputeExchange.Messages;

namespace ComputeExchange.Protocol;

/// <summary>How a client shows that it has a key without sending it: HMAC-SHA256 (RFC 2104) of nonce and name.</summary>
public static class LogonAnswer
{
    /// <summary>The bytes of a key: 256 bits.</summary>
    public const int KeyBytes = 32;

    /// <summary>HMAC-SHA256 under the key of the 32 bytes of the nonce and the characters of the session's name.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static Bytes32 Of(ReadOnlySpan<byte> key, in Bytes32 nonce, Code sessionName)
    {
        if (key.Length != KeyBytes) throw new ArgumentException($"A key has {KeyBytes} bytes, not {key.Length}.", nameof(key));
        Span<byte> answered = stackalloc byte[Bytes32.Size + Code.MaxLength];
        ((ReadOnlySpan<byte>)nonce).CopyTo(answered);
        int length = Bytes32.Size + sessionName.CopyTo(answered[Bytes32.Size..]);
        Bytes32 answer = default;
        HMACSHA256.HashData(key, answered[..length], answer);
        return answer;
    }

    /// <summary>Whether an answer is the right one, in a time that tells nothing about where it differs.</summary>
    /// <exception cref="ArgumentException">The key is not 32 bytes long.</exception>
    public static bool IsRight(in Bytes32 answer, ReadOnlySpan<byte> key, in Bytes32 nonce, Code sessionName)
    {
        Bytes32 right = Of(key, nonce, sessionName);
        return CryptographicOperations.FixedTimeEquals(answer, right);
    }
}
