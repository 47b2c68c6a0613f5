using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Modelling;

namespace Muniment.Linkage.Comparing;

/// <summary>"Is the Jaro or Jaro-Winkler similarity at least t?", asked of two signatures first: most pairs go no further.</summary>
/// <remarks>
/// The bound is turned round once: for each two lengths below 32 and each common beginning, how many elements must be in common for the
/// bound to reach t. A pair then costs two population counts and one byte of an 8 KiB table. It says no only if
/// <see cref="JaroWinkler.UpperBound"/> is below t. Immutable; safe on any thread.
/// </remarks>
public sealed class JaroThreshold
{
    const int LengthLimit = 32;
    const int PrefixStride = 8; // Prefixes 0 to 4; a power of two for the index.
    const byte Never = byte.MaxValue;

    static readonly ConcurrentDictionary<(double, bool), JaroThreshold> s_made = []; // A model asks for the same few again and again.

    readonly byte[] _needed = new byte[LengthLimit * LengthLimit * PrefixStride];
    readonly bool _winkler;

    JaroThreshold(double similarity, bool winkler)
    {
        if (!(similarity >= 0 && similarity <= 1))
            throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "A similarity lies between 0 and 1.");
        Similarity = similarity;
        _winkler = winkler;
        for (var first = 0; first < LengthLimit; first++)
        {
            for (var second = 0; second < LengthLimit; second++)
            {
                for (var prefix = 0; prefix <= JaroScore.LongestPrefix; prefix++)
                    _needed[Index(first, second, prefix)] = Needed(first, second, prefix);
            }
        }
    }

    /// <summary>The similarity asked for, 0 to 1.</summary>
    public double Similarity { get; }

    /// <summary>Asks for a Jaro similarity of at least <paramref name="similarity"/>.</summary>
    /// <param name="similarity">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not between 0 and 1.</exception>
    public static JaroThreshold ForJaro(double similarity) => s_made.GetOrAdd((similarity, false), static key => new(key.Item1, key.Item2));

    /// <summary>Asks for a Jaro-Winkler similarity of at least <paramref name="similarity"/>.</summary>
    /// <param name="similarity">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not between 0 and 1.</exception>
    public static JaroThreshold ForJaroWinkler(double similarity) => s_made.GetOrAdd((similarity, true), static key => new(key.Item1, key.Item2));

    /// <summary>False: the two texts cannot be that similar. True: they may be, so measure them.</summary>
    /// <param name="first">A text's signature.</param>
    /// <param name="second">The other text's, of the same unit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool CanReach(in TextSignature first, in TextSignature second) =>
        (first.Length | second.Length) < LengthLimit
            ? TextSignature.MostInCommon(first, second) >= Unsafe.Add(
                ref MemoryMarshal.GetArrayDataReference(_needed), // In range: both lengths are below 32, the prefix is at most 4.
                Index(first.Length, second.Length, TextSignature.LongestPrefix(first, second)))
            : CanReachLong(first, second);

    /// <summary>True if the two texts are that similar.</summary>
    /// <param name="first">A text as UTF-8; may be empty.</param>
    /// <param name="second">The other text as UTF-8; may be empty.</param>
    /// <param name="unit">What an element is.</param>
    public bool IsReached(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, TextUnit unit) =>
        (_winkler ? JaroWinkler.Similarity(first, second, unit) : Jaro.Similarity(first, second, unit)) >= Similarity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Index(int first, int second, int prefix) => (((first * LengthLimit) + second) * PrefixStride) + prefix;

    [MethodImpl(MethodImplOptions.NoInlining)]
    bool CanReachLong(in TextSignature first, in TextSignature second) =>
        (_winkler ? JaroWinkler.UpperBound(first, second) : Jaro.UpperBound(first, second)) >= Similarity;

    /// <summary>The fewest common elements with which the bound reaches the similarity.</summary>
    byte Needed(int first, int second, int prefix)
    {
        for (var common = 0; common <= Math.Min(first, second); common++)
        {
            var jaro = JaroScore.UpperBound(common, first, second);
            var bound = _winkler ? JaroScore.WithPrefix(jaro, Math.Min(prefix, Math.Min(first, second))) : jaro;
            if (bound >= Similarity)
                return (byte)common;
        }
        return Never;
    }
}
