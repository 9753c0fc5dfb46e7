using System.Runtime.InteropServices;

namespace ComputeExchange.Disruptor;

// Two counters written by different threads must not share a cache line: each write would take the line
// away from the other core although nothing is shared (false sharing). The line is 64 bytes on x64, but its
// prefetcher pulls lines in pairs, and some ARM cores have lines of 128 bytes; so the value keeps 120 bytes or
// more of its own on either side, wherever the object happens to be placed.
//
//   0                            128      136                          256
//   +-----------------------------+--------+----------------------------+
//   |           padding           | Value  |          padding           |
//   +-----------------------------+--------+----------------------------+
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedLong
{
    [FieldOffset(128)]
    public long Value;
}
