namespace ComputeExchange.Protocol.Tests;

/// <summary>One to four small damages to a body.</summary>
internal static class Mutation
{
    internal static byte[] Of(Random random, byte[] original)
    {
        List<byte> bytes = [.. original];
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(bytes.Count + 1);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2 when at < bytes.Count: bytes.RemoveAt(at); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4 when at < bytes.Count: bytes[at] = unchecked((byte)(bytes[at] + 1)); break;
                default: bytes.Insert(at, (byte)random.Next(0xc0, 0x100)); break;
            }
        }

        return [.. bytes];
    }
}
