using System.Numerics;
using System.Runtime.CompilerServices;

namespace Muniment.Linkage.Internals;

/// <summary>CRC-32C (Castagnoli), as iSCSI defines it: RFC 3720, section 12.1. With the processor's instruction where it has one.</summary>
/// <remarks>Pure; safe on any thread.</remarks>
static unsafe class Crc32C
{
    /// <summary>Checksum of <paramref name="length"/> bytes; of the empty string it is 0, of "123456789" E3069283.</summary>
    /// <param name="bytes">First byte.</param>
    /// <param name="length">0 or more.</param>
    /// <param name="before">Checksum of what came before, 0 if nothing did.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Of(byte* bytes, long length, uint before = 0)
    {
        var crc = ~before;
        var at = bytes;
        var end = bytes + length;
        for (; end - at >= 8; at += 8)
            crc = BitOperations.Crc32C(crc, *(ulong*)at);
        for (; at < end; at++)
            crc = BitOperations.Crc32C(crc, *at);
        return ~crc;
    }

    /// <summary>Checksum of a span.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        fixed (byte* pointer = bytes)
            return Of(pointer, bytes.Length, before);
    }
}
