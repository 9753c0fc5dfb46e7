using System.Security.Cryptography;

namespace ComputeExchange.Engine;

/// <summary>The key under which an exchange hashes client order ids: drawn anew by each process, told to nobody.</summary>
internal static class IdKey
{
    /// <summary>The key.</summary>
    public static readonly ulong OfThisProcess = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
