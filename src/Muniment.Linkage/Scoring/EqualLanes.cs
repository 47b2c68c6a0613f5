using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Scoring;

/// <summary>Which values two packed records share: one bit a lane.</summary>
static unsafe class EqualLanes
{
    /// <summary>Most lanes that a mask can tell of.</summary>
    public const int Most = 64;

    /// <summary>Bit k: both records have the same value, not a missing one, in lane k.</summary>
    /// <param name="a">A record of <paramref name="stride"/> lanes.</param>
    /// <param name="b">Another.</param>
    /// <param name="stride">Lanes, a multiple of 4, at most <see cref="Most"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(int* a, int* b, int stride) => Of(a, b, stride, out _);

    /// <summary>Bit k: both records have the same value, not a missing one, in lane k.</summary>
    /// <param name="a">A record of <paramref name="stride"/> lanes.</param>
    /// <param name="b">Another.</param>
    /// <param name="stride">Lanes, a multiple of 4, at most <see cref="Most"/>.</param>
    /// <param name="missing">Bit k: either record lacks a value in lane k.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(int* a, int* b, int stride, out ulong missing)
    {
        var (equal, lane) = (0UL, 0);
        missing = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; lane + 16 <= stride; lane += 16)
            {
                var (first, second) = (Vector512.Load(a + lane), Vector512.Load(b + lane));
                equal |= Vector512.Equals(first, second).ExtractMostSignificantBits() << lane;
                missing |= (Vector512.Equals(first, Vector512<int>.Zero) | Vector512.Equals(second, Vector512<int>.Zero)).ExtractMostSignificantBits() << lane;
            }
        }
        if (Vector256.IsHardwareAccelerated)
        {
            for (; lane + 8 <= stride; lane += 8)
            {
                var (first, second) = (Vector256.Load(a + lane), Vector256.Load(b + lane));
                equal |= (ulong)Vector256.Equals(first, second).ExtractMostSignificantBits() << lane;
                missing |= (ulong)(Vector256.Equals(first, Vector256<int>.Zero) | Vector256.Equals(second, Vector256<int>.Zero)).ExtractMostSignificantBits() << lane;
            }
        }
        for (; lane < stride; lane += 4)
        {
            var (first, second) = (Vector128.Load(a + lane), Vector128.Load(b + lane));
            equal |= (ulong)Vector128.Equals(first, second).ExtractMostSignificantBits() << lane;
            missing |= (ulong)(Vector128.Equals(first, Vector128<int>.Zero) | Vector128.Equals(second, Vector128<int>.Zero)).ExtractMostSignificantBits() << lane;
        }
        return equal & ~missing;
    }

    /// <summary>Bit k set for each of the lanes; 0 where the records have more lanes than a mask can tell of.</summary>
    public static ulong Mask(Lanes lanes, IEnumerable<int> of) =>
        lanes.Stride > Most ? 0 : of.Aggregate(0UL, (mask, lane) => mask | (1UL << lane));

    /// <summary>Asks for a record's cache lines, so that they are there when it is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(int* record, int stride)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(record);
            Sse.Prefetch0(record + stride - 1);
        }
    }
}
