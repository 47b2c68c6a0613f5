using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Comparing.Kernels;

/// <summary>Jaro for two texts of at most 16 bytes, which is most names: <see cref="JaroBitParallel"/> with few branches to mispredict.</summary>
/// <remarks>
/// Lengths vary from pair to pair, so a loop's exit is guessed wrong most of the time and costs as much as four rounds of it. The loop
/// runs in steps of four, what is too much being masked out; the elements taken are squeezed together and compared at once instead of
/// one by one. AVX-512 VBMI2 squeezes bytes; without it there is no such kernel.
/// </remarks>
static unsafe class JaroAvx512UpTo16
{
    /// <summary>True where this processor can.</summary>
    public static bool IsSupported => Avx512Vbmi2.VL.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>Jaro similarity, 0 to 1.</summary>
    /// <param name="first">A text.</param>
    /// <param name="firstLength">[1, 16].</param>
    /// <param name="second">The other text.</param>
    /// <param name="secondLength">[1, 16].</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Similarity(byte* first, int firstLength, byte* second, int secondLength)
    {
        var pattern = PartialLoad.Load128(first, firstLength);
        var text = PartialLoad.Load128(second, secondLength);
        var elements = stackalloc byte[Vector128<byte>.Count];
        text.Store(elements);
        var bound = JaroScore.Bound(firstLength, secondLength);
        var own = (1U << firstLength) - 1;
        var free = own;
        var ahead = (1U << secondLength) - 1; // Bit 0: the element at j is there.
        var secondTaken = 0U;
        var band = ((2UL << (2 * bound)) - 1) << (32 - bound); // Bit 32 + i - j: inside the window of j = 0; moves up with j.
        for (var j = 0; j < secondLength; j += 4)
        {
            free = Take(pattern, elements[j], (uint)(band >> 32) & (0 - (ahead & 1)), free, j, ref secondTaken);
            free = Take(pattern, elements[j + 1], (uint)(band >> 31) & (0 - ((ahead >> 1) & 1)), free, j + 1, ref secondTaken);
            free = Take(pattern, elements[j + 2], (uint)(band >> 30) & (0 - ((ahead >> 2) & 1)), free, j + 2, ref secondTaken);
            free = Take(pattern, elements[j + 3], (uint)(band >> 29) & (0 - ((ahead >> 3) & 1)), free, j + 3, ref secondTaken);
            band <<= 4;
            ahead >>= 4;
        }
        if (secondTaken == 0)
            return 0;
        var inFirst = Avx512Vbmi2.VL.Compress(Vector128<byte>.Zero, Lanes(own ^ free), pattern);
        var inSecond = Avx512Vbmi2.VL.Compress(Vector128<byte>.Zero, Lanes(secondTaken), text);
        var outOfOrder = BitOperations.PopCount((~Vector128.Equals(inFirst, inSecond)).ExtractMostSignificantBits());
        return JaroScore.Similarity(BitOperations.PopCount(secondTaken), outOfOrder / 2, firstLength, secondLength);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Take(Vector128<byte> pattern, byte element, uint window, uint free, int j, ref uint secondTaken)
    {
        var candidates = Vector128.Equals(pattern, Vector128.Create(element)).ExtractMostSignificantBits() & window & free;
        secondTaken |= (candidates != 0 ? 1U : 0U) << j;
        return free ^ (candidates & (0 - candidates));
    }

    /// <summary>All bits of lane i set where bit i is, [0, 16).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<byte> Lanes(uint bits)
    {
        var bit = Vector128.Create(0x8040201008040201UL).AsByte();
        var spread = Vector128.Shuffle(Vector128.CreateScalar(bits).AsByte(), Vector128.Create(0UL, 0x0101010101010101UL).AsByte());
        return Vector128.Equals(spread & bit, bit);
    }
}
